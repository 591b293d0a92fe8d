using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Unknown outcomes that the console finds out about by itself: by a look-up that the tool's policy declares.</summary>
public static partial class RunDecider
{
    /// <summary>Whoever is first settles: where a person or the tool's late answer was, the probe has nothing to say.</summary>
    private static Ruling<RunEvent> RecordProbe(RunCommand.RecordProbe c, Run run)
    {
        if (!run.Calls.TryGetValue(c.CallId, out var call)) return Refuse(RefusalCode.UnknownCall, "There is no such call.");
        if (call is not { Status: CallStatus.Unknown, Probing: { } probing, Terms: { Probe: { } rule } terms } || c.ExecutionId != call.ExecutionId || c.At < probing.NextAt) return Nothing;
        return c.Reading switch
        {
            { Finding: ProbeFinding.Found, Evidence: { } found } => Accept(run, Settled(c, SettledOutcome.Happened, found, $"{rule.Tool} says that it happened.")),
            { Finding: ProbeFinding.NotFound, Evidence: { } missing } when IsFinal(probing, terms, missing) =>
                Accept(run, Settled(c, SettledOutcome.DidNotHappen, missing, $"{rule.Tool} still found nothing of it when that counts.")),
            var open => Accept(run, new RunEvent.CallProbed(call.Id, call.ExecutionId, open.Finding, open.Why, Probing.Next(probing.Since, terms.ProbeFinalAfter, c.At), c.At)),
        };
    }

    /// <summary>What was asked for too early may still come.</summary>
    private static bool IsFinal(Probing probing, CallTerms terms, Fact missing) => terms.ProbeFinalAfter is { } after && missing.At >= probing.Since + after;

    private static RunEvent.CallOutcomeSettled Settled(RunCommand.RecordProbe c, SettledOutcome outcome, Fact evidence, string note) =>
        new(c.CallId, Actor.Console, outcome, note, c.At) { Evidence = evidence };
}
