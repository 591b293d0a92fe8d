using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>What is written as JSON, beside its form. What cannot be read is said with its line, and the line is shown.</summary>
public sealed partial class JsonPane : ComponentBase
{
    private const int LongLine = 60;

    [CascadingParameter]
    public required Edit Edit { get; set; }

    private DraftFault? Here => Edit.Faults.FirstOrDefault(f => f.Line is not null);

    private int Rows => Math.Clamp(Edit.Draft.Text.Count(c => c is '\n') + 2, 8, 34);

    private Task SayAsync(ChangeEventArgs e) => Edit.OnChange.InvokeAsync(Edit.Draft.WithText(((string?)e.Value ?? "").ReplaceLineEndings("\n")));

    private static string Place(DraftFault fault) => $"Line {fault.Line + 1}";

    /// <summary>The line, and a caret under the column.</summary>
    private string Pointed(DraftFault fault)
    {
        var line = Edit.Draft.Text.Split('\n').ElementAtOrDefault(fault.Line!.Value) ?? "";
        var column = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(line).AsSpan(0, Math.Clamp(fault.Column ?? 0, 0, System.Text.Encoding.UTF8.GetByteCount(line)))).Length;
        var from = Math.Max(0, column - LongLine / 2);
        return $"{Shared.Text.VisibleText.Plain(line[from..Math.Min(line.Length, from + LongLine)])}\n{new string(' ', column - from)}^";
    }
}
