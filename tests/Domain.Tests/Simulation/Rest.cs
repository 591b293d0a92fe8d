using ApprovalConsole.Domain.Runs;
using static ApprovalConsole.Domain.Tests.Simulation.BrokenInvariant;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>How the world must look once nothing more happens by itself.</summary>
internal sealed class Rest(FaultyWorld world)
{
    private const string Liveness = "Liveness";

    /// <summary>Writes that went out, by call: the sending of which nothing was heard yet.</summary>
    private readonly Dictionary<string, string> _uncertain = [];

    public void Committed(Turn turn)
    {
        foreach (var e in turn.Events)
        {
            if (e is RunEvent.CallIntended sent && (turn.After.Calls[sent.CallId].IsWrite || _uncertain.ContainsKey(sent.CallId))) _uncertain[sent.CallId] = sent.ExecutionId;
            else if (SettledBy(e) is { } settled) _uncertain.Remove(settled);
        }

        foreach (var call in turn.After.Calls.Values.Where(c => c.IsSettled && _uncertain.ContainsKey(c.Id))) throw new BrokenInvariant("I2", $"{_uncertain[call.Id]} went out, nobody knows what became of it, and it is {call.Status}");
    }

    /// <summary>Nobody answers: every run has ended or waits for a person, and every call of which nobody knows what became of it is at the desk for those.</summary>
    public void WaitsForPeople()
    {
        foreach (var run in world.Journal.Runs) Unless(run.End is not null || WaitsForAPerson(run), Liveness, () => $"{run.Id} is stuck: {run.Status}, {Words(run)}");
        foreach (var (callId, execution) in _uncertain)
        {
            var run = world.Journal.Runs.First(r => r.Calls.ContainsKey(callId));
            var call = run.Calls[callId];
            // A halted run begins nothing: what may go again under its key does once somebody grants more.
            Unless(call.Status is CallStatus.Unknown || (run.Halt is not null && call.Terms!.IdempotencyArgument is not null), Liveness, () => $"{execution} went out, nobody knows what became of it, and it is {call.Status}");
        }
    }

    /// <summary>People have answered all they were asked.</summary>
    public void HasEnded()
    {
        foreach (var run in world.Journal.Runs) Unless(run.End is not null, Liveness, () => $"{run.Id} never ended: {run.Status}, {Words(run)}");
    }

    private bool WaitsForAPerson(Run run) => !run.IsOut && (run.Status is RunStatus.AwaitingInput || run.Halt is not null || run.HasUnknown || run.PendingProposals.Any()
        || run.OpenChildren.Any(c => world.Journal.Read(c.RunId) is { IsStarted: true, End: null }) || run.Calls.Values.Any(c => c.BlockedBy is not null));

    private static string? SettledBy(RunEvent e) => e switch
    {
        RunEvent.CallSucceeded c => c.CallId,
        RunEvent.CallFailed c => c.CallId,
        RunEvent.CallOutcomeSettled c => c.CallId,
        _ => null,
    };

    private static string Words(Run run) => $"{string.Join(", ", run.OpenStep.Select(c => $"{c.Id} {c.Name} {c.Status}"))}; due: {string.Join(", ", RunDue.Of(run))}";
}
