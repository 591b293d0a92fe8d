using System.Text.Json;

namespace ApprovalConsole.SampleDesk.Model.Reading;

internal static class ToolAnswerReader
{
    public static ToolAnswer Read(object? result) => Parsed(result) is { } answer ? Read(answer) : new ToolAnswer.Unreadable();

    /// <summary>Null where it cannot be read.</summary>
    public static JsonElement? Parsed(object? result)
    {
        var text = result is JsonElement { ValueKind: JsonValueKind.String } quoted ? quoted.GetString() : result?.ToString();
        try
        {
            return text is null ? null : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ToolAnswer Read(JsonElement answer) => answer.Text("status") switch
    {
        "ok" => new ToolAnswer.Done(answer.Member("result"), Edited(answer.Member("editedByReviewer")), answer.Member("answeredByPerson").ValueKind == JsonValueKind.True),
        "invalid" => new ToolAnswer.Invalid([.. answer.Member("errors").Elements().Select(e => new Finding(e.Text("code") ?? "", e.Text("path") ?? "", e.Text("message") ?? ""))]),
        "rejected" => new ToolAnswer.Rejected(Reason(answer)),
        "revise" => new ToolAnswer.Revise(Reason(answer)),
        "expired" => new ToolAnswer.Expired(),
        "withdrawn" => new ToolAnswer.Withdrawn(Reason(answer)),
        "failed" => new ToolAnswer.Failed(answer.Text("message") ?? "no message"),
        _ => new ToolAnswer.Unreadable(),
    };

    private static string Reason(JsonElement answer) => answer.Text("reason") is { Length: > 0 } reason ? reason : "no reason given";

    private static Edit? Edited(JsonElement edit) => edit.ValueKind != JsonValueKind.Object ? null : new Edit(
        [.. edit.Member("changed").Elements().Select(c => new Change(c.Text("path") ?? "", c.Member("was").Show(), c.Member("is").Show()))],
        edit.Text("reason"));
}
