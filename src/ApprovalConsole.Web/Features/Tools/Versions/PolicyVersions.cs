using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Features.Tools.Words;
using ApprovalConsole.Web.Shared.Json;
using ApprovalConsole.Web.Shared.Versions;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>Versions of a policy, and changes that wait, as their panels show them.</summary>
public static class PolicyVersions
{
    /// <param name="versions">Newest first.</param>
    /// <param name="asked">The number of a version as it stands in the address; the newest where there is no such version.</param>
    public static HistoryView History(string toolId, ImmutableArray<PolicyVersionView> versions, string? asked, bool againstNow) =>
        HistoryView.Of(ToolTabs.LinkTo(toolId, ToolTab.History), [.. versions.Select(v => new VersionLine(v.Version, v.At, v.By, v.ConfirmedBy, PolicyText.Of(v.Policy), v.IsSealed))], asked, againstNow, PolicyText.Of(new())) with
        {
            None = "Nobody has laid down a policy: the defaults hold, and every call waits for a person.", Unsealed = "The tool is forbidden while it is the newest.",
        };

    public static WaitingChange Waiting(PolicyChangeView change, ToolPolicy holds, bool isMine) =>
        new(change.Id, change.Version, change.At, change.By, isMine, LineDiff.Between(PolicyText.Of(holds), PolicyText.Of(change.Policy)))
        {
            Words = change.Policy.Standing is { } standing ? RuleWords.Of(standing) : null, Consequence = "Calls within its bounds will go out without anybody being asked.",
        };
}
