using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>The counters that a run moves: taken with the proposal, or with the intent where none is needed; given back unless the call was, or may have
/// been, carried out.</summary>
internal static class QuotaRows
{
    /// <returns>First what is given back, then what is taken: a taking that finds the quota used up undoes the whole append.</returns>
    public static IEnumerable<RowWrite> Changed(Run before, Run after)
    {
        var was = after.Calls.Keys.Where(before.Calls.ContainsKey).SelectMany(id => HeldBy(before.Calls[id])).ToHashSet();
        var now = after.Calls.Values.SelectMany(HeldBy).ToHashSet();
        return
        [
            .. was.Where(w => !now.Any(n => n.CallId == w.CallId && n.Hold.Scope == w.Hold.Scope)).Select(w => RowStatements.GiveBack(w.Hold.Scope, w.CallId)),
            .. now.Except(was).Select(n => RowStatements.Take(n.Hold, n.CallId, after.UpdatedAt)),
        ];
    }

    private static IEnumerable<(string CallId, QuotaHold Hold)> HeldBy(ToolCall call) => Holds(call)
        ? call.Terms?.Quotas?.Select(hold => (call.Id, hold)) ?? [] : [];

    private static bool Holds(ToolCall call) => call.Status is CallStatus.Waiting or CallStatus.Approved or CallStatus.Out or CallStatus.Unknown or CallStatus.Succeeded;
}
