using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Json;

/// <summary>What is gone and what is new, line by line.</summary>
public sealed partial class DiffLines : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<DiffLine> Lines { get; set; } = [];

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Said where nothing differs.</summary>
    [Parameter]
    public string Same { get; set; } = "Nothing differs.";

    private static string LookOf(DiffLine line) => line.Change.ToString().ToLowerInvariant();

    private static string SignOf(DiffLine line) => line.Change switch
    {
        LineChange.Gone => "−",
        LineChange.New => "+",
        LineChange.Skipped => "⋯",
        _ => " ",
    };

    private static string SpokenOf(DiffLine line) => line.Change switch
    {
        LineChange.Gone => "gone: ",
        LineChange.New => "new: ",
        _ => "",
    };
}
