using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Erases the personal texts of a run that has ended: the texts and the salts of their hashes. Events, chain and replay stay as they were.</summary>
public sealed class Erasure
{
    private readonly CommandGate _gate;
    private readonly RunsQuery _runs;
    private readonly RefusedAttempts _attempts;
    private readonly TimeProvider _time;

    internal Erasure(CommandGate gate, RunsQuery runs, RefusedAttempts attempts, TimeProvider time) =>
        (_gate, _runs, _attempts, _time) = (gate, runs, attempts, time);

    /// <param name="reason">Stays in the log for ever: it must name nobody.</param>
    public async Task<RunAnswer> EraseAsync(string runId, string? reason, Actor by, CancellationToken ct)
    {
        if (BlankText.Is(reason)) return new(null, new(RefusalCode.ReasonMissing, "reason is missing: say why the texts are erased, and name nobody in it."));
        var refusal = await _gate.EraseAsync(runId, AuditNote.Of(AuditKinds.Erased, by, null, runId, _time.GetUtcNow(), new { reason }), ct);
        await _attempts.NoteAsync("erasure", by, null, runId, refusal);
        return refusal is null ? new(await _runs.FindAsync(runId, ct), null) : new(null, refusal);
    }
}
