using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What differs from the version that this one took the place of.</summary>
public sealed partial class ChangesList : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<DifferenceView> Changes { get; set; } = [];

    /// <summary>What they are the difference of.</summary>
    [Parameter, EditorRequired]
    public string Heading { get; set; } = "";

    private static string SourceOf(DifferenceView change) => change.Source switch
    {
        "definition" => "the tool's definition",
        CardChanges.Shown => Words(change.Path),
        Domain.Runs.AgentPrint.Source => $"the agent's {Words(change.Path)}",
        "policy" => $"the policy: {Words(change.Path)}",
        Domain.Runs.Difference.Reviewer => $"a reviewer changed {Words(change.Path)}",
        var tool => $"{tool} now says of {Words(change.Path)}",
    };

    private static string Worded(string value) => value.Length == 0 ? "(nothing)" : value;

    private static string Words(string path) => Shared.Text.VisibleText.Plain(path.TrimStart('/').Replace("/", " · ", StringComparison.Ordinal));
}
