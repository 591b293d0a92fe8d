using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>What a run is doing, in a few words.</summary>
public static class RunInWords
{
    /// <summary>A run whose next model call does not fit beside those that are out.</summary>
    public const string WaitsForMoney = "waits for room in a budget, which calls of other runs have reserved";

    public static string Of(Run run) => run switch
    {
        { End.Status: RunStatus.Completed } => "done",
        { End.Status: RunStatus.Cancelled } => "cancelled",
        { End: { } end } => $"failed: {end.Text}",
        { Halt: { } halt } => $"halted: {halt.Message}",
        { Cancelling: not null } => "being cancelled",
        { HasUnknown: true } => $"nobody knows if {Names(run, CallStatus.Unknown)} happened",
        _ when run.Calls.Values.Any(c => c.Status is CallStatus.Out) => $"calling {Names(run, CallStatus.Out)}",
        { Model: { } model } => $"{Verb(model.Purpose)} (step {model.Step})",
        _ when run.Calls.Values.FirstOrDefault(c => c.BlockedBy is not null) is { } blocked =>
            $"{blocked.Name} waits: an equal call of another run ({blocked.BlockedBy}) is out, or nobody knows if it happened",
        _ when run.OpenChildren.OrderBy(c => c.Standing.Status is RunStatus.Running ? 0 : 1).ThenBy(c => c.RunId, StringComparer.Ordinal).FirstOrDefault() is { } child =>
            child.Standing.Status is RunStatus.Running ? $"{child.Agent} works for it" : $"{child.Agent}, which works for it, waits for a person",
        _ when run.PendingProposals.ToList() is { Count: > 0 } waiting => $"waiting for a decision: {waiting[0].Terms.Title}",
        _ when run.Waits.Values.Where(w => !w.IsOver).OrderBy(w => w.Until).FirstOrDefault() is { } wait => $"waits at {wait.Node} until {wait.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC",
        { Questions.IsEmpty: false } => "waits for its principal to answer",
        { IsAnswered: true } => "answered; waits for its principal's next message",
        { Session: { } session, OpenStep.IsEmpty: true } => session.Observes ? "observed; waits for its agent's next call" : "waits for its agent's next call",
        { Session: not null } => "a call is checked, or waits for another",
        { Steps.IsEmpty: false } => "between two steps",
        _ => "starting",
    };

    private static string Names(Run run, CallStatus status) =>
        string.Join(", ", run.Calls.Values.Where(c => c.Status == status).OrderBy(c => c.Index).Select(c => c.Name));

    private static string Verb(Purpose purpose) => purpose switch
    {
        Purpose.Plan => "planning",
        Purpose.Repair => "putting a call right",
        Purpose.Summarize => "summarizing",
        Purpose.Answer => "writing the answer",
        _ => "thinking",
    };
}
