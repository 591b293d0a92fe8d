using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Asks a probe what became of a call whose outcome is unknown. Nothing of it is written before the answer is there: the question is a read, and a
/// crash leaves it due.</summary>
internal sealed class ProbePerformer(TimeProvider time) : IPerformer
{
    /// <summary>Ends the look-ups; no call is judged by it.</summary>
    private static readonly Assessment Answered = Hopeless.Unchecked("");

    public Prepared? Prepare(Run run, Effect effect, Knowledge known)
    {
        if (effect is not Effect.AskProbe { CallId: var id, NextAt: var nextAt }) return null;
        var now = time.GetUtcNow();
        if (nextAt > now) return null;
        var call = run.Calls[id];
        return Read(run, call, known, now, out _) is { } reading
            ? new(new RunCommand.RecordProbe(id, call.ExecutionId, reading, now))
            : Prepared.Asking(new($"{call.ExecutionId}/probe{call.Probing!.Asked + 1}", run.OnBehalfOf, k => Read(run, call, k, now, out var needed) is null ? new(null, needed) : Answered));
    }

    private static ProbeReading? Read(Run run, ToolCall call, Knowledge known, DateTimeOffset now, out ImmutableArray<Question> needed) =>
        ProbeReading.Of(call.Terms!.Probe!, JsonElement.Parse(call.Arguments!.Value.ToString()), CallContexts.Of(run, call, now) with { Knowledge = known }, out needed);
}
