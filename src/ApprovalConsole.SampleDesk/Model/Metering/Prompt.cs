using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk.Model.Metering;

/// <summary>A request as a provider's meter sees it: after each message, a hash of everything up to there and the bytes so far.</summary>
internal sealed record Prompt(IReadOnlyList<(string Hash, int Bytes)> Prefixes)
{
    /// <summary>A fingerprint of the whole request: equal requests get equal ids.</summary>
    public string Hash => Prefixes[^1].Hash;

    public int Tokens => Metering.Tokens.In(Prefixes[^1].Bytes);

    public static Prompt Of(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        // Tools stand before the messages in a provider's prompt: other tools, another prefix. Their bytes are not counted.
        var tools = string.Join('\n', (options?.Tools ?? []).Select(t => $"{t.Name} {t.Description} {(t as AIFunctionDeclaration)?.JsonSchema}"));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{tools}\0{options?.Instructions}\0"));
        var bytes = Encoding.UTF8.GetByteCount(options?.Instructions ?? "");
        List<(string, int)> prefixes = [(Now(), bytes)];
        foreach (var message in messages)
        {
            var text = Encoding.UTF8.GetBytes(TextOf(message));
            hash.AppendData(Encoding.UTF8.GetBytes($"{message.Role}\0"));
            hash.AppendData(text);
            prefixes.Add((Now(), bytes += text.Length));
        }
        return new Prompt(prefixes);

        string Now() => Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static string TextOf(ChatMessage message) => string.Join('\n', message.Contents.Select(content => content switch
    {
        TextContent text => text.Text,
        FunctionCallContent call => $"{call.Name}({JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions)})",
        FunctionResultContent result => result.Result?.ToString() ?? "",
        _ => "",
    }));
}
