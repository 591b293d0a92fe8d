using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What a call answered, around the place where a value stands.</summary>
/// <param name="Text">The record that holds the value, spread over lines.</param>
public sealed record SourceView(string Tool, string Path, string Text, string Href)
{
    private const int Longest = 4000;

    public static SourceView Of(Run run, string callId, string? path)
    {
        if (!run.Calls.TryGetValue(callId, out var call) || call.Answer?.Text is not { } answer) return new("The call", path ?? "", "Its answer is no longer kept.", $"/runs/{run.Id}");
        return new(call.Name, path is { Length: > 0 } ? path : "(all of it)", Shortened(Around(answer, path)), $"/runs/{run.Id}#{call.Id}");
    }

    /// <summary>The object or list that the value stands in; all of the answer where that cannot be told.</summary>
    private static string Around(string answer, string? path)
    {
        if (!StrictJson.TryParse(answer, out var whole, out _)) return answer;
        var parent = path is { Length: > 0 } ? path[..path.LastIndexOf('/')] : "";
        return ArgumentRow.TextOf(JsonPointer.TryParse(parent, out var pointer) && pointer.TryRead(whole, out var part) ? part : whole);
    }

    private static string Shortened(string text) => text.Length <= Longest ? text : $"{text[..Longest]}… ({text.Length} characters in all)";
}
