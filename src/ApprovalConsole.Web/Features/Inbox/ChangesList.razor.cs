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

    /// <summary>Whose policy and definition; null where neither is among them.</summary>
    [Parameter]
    public string? Tool { get; set; }

    private string? LinkTo(DifferenceView change) => Tool is null ? null : change.Source switch
    {
        "definition" => $"/tools/{Tool}?tab=definition",
        "policy" => $"/tools/{Tool}?tab=history",
        _ => null,
    };

    // They say that it is another, which the words say already.
    private static bool IsOnlyHashes(DifferenceView change) => change.Source is "definition";

    private static string SourceOf(DifferenceView change) => change.Source switch
    {
        "definition" => "the tool's definition",
        CardChanges.Shown => Words(change.Path),
        Domain.Runs.AgentPrint.Source => $"the agent's {Words(change.Path)}",
        "policy" => change.Path is "/policyVersion" ? "the policy's version" : $"the policy: {Words(change.Path)}",
        Domain.Runs.Difference.Reviewer => $"a reviewer changed {Words(change.Path)}",
        var tool => $"{tool} now says of {Words(change.Path)}",
    };

    private static string Worded(string value) => value.Length == 0 ? "(nothing)" : value;

    private static string Words(string path) => Shared.Text.VisibleText.Plain(path.TrimStart('/').Replace("/", " · ", StringComparison.Ordinal));
}
