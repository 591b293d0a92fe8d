using System.Diagnostics;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Answers;

/// <summary>The tool behind an answer that waits: it lets people decide about an answer as they do about a call. No agent sees it, no source offers it,
/// and nothing is sent: what is approved is given out by ending the run.</summary>
public static class AnswerTool
{
    /// <summary>No source of tools may have this name.</summary>
    public const string Source = "console";

    /// <summary>Of its one argument.</summary>
    public const string TextPath = "/text";

    public static readonly Tool Tool = Make();

    public static string ArgumentsOf(string text) => JsonSerializer.Serialize(new { text });

    /// <summary>The answer in a call's arguments; null where they hold none, or were erased.</summary>
    public static string? TextOf(Payload? arguments) => MemberOf(arguments, "text");

    /// <summary>What is given out once people have decided: the answer as they let it go, or what one said in its place.</summary>
    public static Payload GivenBy(ToolCall answer) => answer.Status is CallStatus.Responded ? WordsOf(answer.Answer!.Value) : TextOf(answer.Arguments) ?? Payload.ErasedMark;

    internal static string? MemberOf(Payload? arguments, string name) => Read(arguments) is { ValueKind: JsonValueKind.Object } read
        && read.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;

    /// <summary>What a person said in the answer's place: a text as it is, anything else as JSON.</summary>
    public static string WordsOf(Payload result) => Read(result) is { } read
        ? read.ValueKind switch { JsonValueKind.String => read.GetString()!, JsonValueKind.Null => "", _ => read.GetRawText() }
        : result.ToString();

    private static JsonElement? Read(Payload? json)
    {
        try
        {
            return json?.Text is { } text ? JsonElement.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Tool Make()
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"text":{"type":"string","pattern":"\\S"}},"required":["text"],"additionalProperties":false}""");
        return JsonSchema.TryCompile(schema, out var compiled, out var reason)
            ? new(new(Source, "answer", "Gives the run's answer out.", schema), compiled, new(), 1, ToolStatus.Active)
            : throw new UnreachableException(reason);
    }
}
