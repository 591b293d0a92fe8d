using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Web.Shared.Text;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>What became of each tool's calls, and what people said to those that they were asked about.</summary>
public sealed partial class ToolsTable : ComponentBase
{
    private static readonly string[] Kinds = ["approved", "edited", "rejected", "other"];

    [Parameter, EditorRequired]
    public ImmutableArray<ToolInsight> Tools { get; set; } = [];

    private static string Some(int count) => count == 0 ? "·" : Amounts.Whole(count);

    /// <summary>The answers' shares, in percent.</summary>
    private static IEnumerable<(string Kind, string Width)> SplitOf(ToolInsight tool)
    {
        var all = tool.Approved + tool.Edited + tool.Rejected + tool.OtherAnswers;
        return all == 0 ? [] : Kinds.Zip([Share(tool.Approved), Share(tool.Edited), Share(tool.Rejected), Share(tool.OtherAnswers)]);

        string Share(int count) => (100.0 * count / all).ToString("0.#", CultureInfo.InvariantCulture);
    }
}
