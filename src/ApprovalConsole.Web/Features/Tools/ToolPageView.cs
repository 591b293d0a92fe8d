using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Features.Tools.Versions;
using ApprovalConsole.Web.Shared.Versions;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>One tool with all that its page shows.</summary>
/// <param name="Versions">Of its policy, newest first.</param>
/// <param name="Waiting">Policies that wait for a second admin.</param>
/// <param name="All">Every tool: what look-ups can ask.</param>
public sealed record ToolPageView(ToolView Tool, ImmutableArray<PolicyVersionView> Versions, ImmutableArray<(WaitingChange Change, ToolPolicy Policy)> Waiting, IReadOnlyList<ToolView> All)
{
    /// <returns>Null where there is no such tool.</returns>
    public static ToolPageView? Of(Policies policies, string toolId, Actor viewer) => policies.Find(toolId) is not { } tool ? null : new(
        tool, [.. policies.Versions(toolId) ?? []],
        [.. (policies.OpenChanges(toolId) ?? []).Select(c => (PolicyVersions.Waiting(c, tool.Policy, policies.IsProposer(toolId, c.Id, viewer)), c.Policy))], policies.All);

    public static bool HasTab(ToolTab tab, bool mayConfigure) => tab is not (ToolTab.WhatIf or ToolTab.Propose) || mayConfigure;
}
