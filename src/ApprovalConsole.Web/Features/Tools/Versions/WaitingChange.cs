using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>A policy that waits for a second admin, beside what holds.</summary>
/// <param name="IsMine">Whoever looks has proposed it, so somebody else must agree.</param>
public sealed record WaitingChange(PolicyChangeView Change, bool IsMine, ImmutableArray<DiffLine> Diff)
{
    public static WaitingChange Of(PolicyChangeView change, ToolPolicy holds, bool isMine) =>
        new(change, isMine, LineDiff.Between(PolicyText.Of(holds), PolicyText.Of(change.Policy)));
}
