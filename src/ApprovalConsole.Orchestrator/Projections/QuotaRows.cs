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
        if (!HasQuotas(before) && !HasQuotas(after)) return [];
        var was = after.Calls.Keys.Where(before.Calls.ContainsKey).SelectMany(id => HeldBy(before.Calls[id])).ToHashSet();
        var now = after.Calls.Values.SelectMany(HeldBy).ToHashSet();
        return
        [
            .. was.Where(w => !now.Any(n => n.CallId == w.CallId && n.Hold.Scope == w.Hold.Scope)).Select(w => RowStatements.GiveBack(w.Hold.Scope, w.CallId)),
            .. now.Except(was).Select(n => RowStatements.Take(n.Hold, n.CallId, after.UpdatedAt)),
        ];
    }

    /// <summary>What a run's calls hold in the end, each since the event that took it.</summary>
    public static IReadOnlyList<QuotaUse> UsesOf(IEnumerable<RunEvent> past)
    {
        var (run, uses) = (Run.Initial, new Dictionary<(string Scope, string CallId), QuotaUse>());
        foreach (var @event in past)
        {
            run = RunEvolution.Evolve(run, @event);
            var held = run.Calls.Values.SelectMany(HeldBy).ToList();
            foreach (var gone in uses.Keys.Where(k => !held.Any(h => (h.Hold.Scope, h.CallId) == k)).ToList()) uses.Remove(gone);
            foreach (var (callId, hold) in held)
                if (!uses.TryGetValue((hold.Scope, callId), out var use) || use.Amount != hold.AmountMicros) uses[(hold.Scope, callId)] = new(hold.Scope, callId, hold.AmountMicros, Micros.Of(@event.At));
        }

        return [.. uses.Values];
    }

    private static bool HasQuotas(Run run) => run.Calls.Any(c => c.Value.Terms?.Quotas is not null);

    private static IEnumerable<(string CallId, QuotaHold Hold)> HeldBy(ToolCall call) => Holds(call)
        ? call.Terms?.Quotas?.Select(hold => (call.Id, hold)) ?? [] : [];

    private static bool Holds(ToolCall call) => call.Status is CallStatus.Waiting or CallStatus.Approved or CallStatus.Out or CallStatus.Unknown or CallStatus.Succeeded;
}
