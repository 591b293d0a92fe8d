using System.Text;
using System.Text.Json;

namespace ApprovalConsole.Tests.Billing;

/// <summary>A request to a chat completions endpoint, as its model reads it.</summary>
internal sealed class Conversation
{
    public Conversation(JsonElement body)
    {
        Model = body.GetProperty("model").GetString()!;
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        // As providers lay it out: the tools before everything else.
        Prompt = Encoding.UTF8.GetBytes(body.GetProperty("tools").GetRawText() + string.Concat(messages.Select(m => m.GetRawText())));
        Turn = messages.Count(m => RoleOf(m) == "assistant");
        var answers = messages.Where(m => RoleOf(m) == "tool").ToDictionary(m => m.GetProperty("tool_call_id").GetString()!, WordsOf);
        Calls = [.. messages.Where(m => RoleOf(m) == "assistant" && m.TryGetProperty("tool_calls", out _))
            .SelectMany(m => m.GetProperty("tool_calls").EnumerateArray()).Select(c => CallOf(c, answers))];
        Words = string.Join("\n", messages.Select(WordsOf).Concat(Calls.Select(c => c.Arguments)));
    }

    public string Model { get; }

    /// <summary>Everything that is read, in order.</summary>
    public byte[] Prompt { get; }

    /// <summary>Replies so far.</summary>
    public int Turn { get; }

    public IReadOnlyList<PastCall> Calls { get; }

    /// <summary>All words in it but those of the tools' definitions.</summary>
    public string Words { get; }

    private static PastCall CallOf(JsonElement call, Dictionary<string, string> answers)
    {
        var (id, function) = (call.GetProperty("id").GetString()!, call.GetProperty("function"));
        return new(id, function.GetProperty("name").GetString()!, function.GetProperty("arguments").GetString()!, answers[id]);
    }

    private static string RoleOf(JsonElement message) => message.GetProperty("role").GetString()!;

    private static string WordsOf(JsonElement message) => !message.TryGetProperty("content", out var content) ? "" : content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(p => p.GetProperty("text").GetString())),
        _ => "",
    };
}

/// <summary>A call that a model made before, with the answer it was given.</summary>
internal sealed record PastCall(string Id, string Tool, string Arguments, string Answer);
