using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Erases the personal texts of a run that has ended: the texts and the salts of their hashes. Events, chain and replay stay as they were.</summary>
public sealed class Erasure
{
    private readonly CommandGate _gate;
    private readonly ReadPool _databases;
    private readonly RunsQuery _runs;
    private readonly RefusedAttempts _attempts;
    private readonly TimeProvider _time;

    internal Erasure(CommandGate gate, ReadPool databases, RunsQuery runs, RefusedAttempts attempts, TimeProvider time) =>
        (_gate, _databases, _runs, _attempts, _time) = (gate, databases, runs, attempts, time);

    /// <param name="reason">Stays in the log for ever: it must name nobody.</param>
    public async Task<RunAnswer> EraseAsync(string runId, string? reason, Actor by, CancellationToken ct)
    {
        if (BlankText.Is(reason)) return new(null, new(RefusalCode.ReasonMissing, "reason is missing: say why the texts are erased, and name nobody in it."));
        var refusal = await _gate.EraseAsync(runId, AuditNote.Of(AuditKinds.Erased, by, null, runId, _time.GetUtcNow(), new { reason }), ct);
        await _attempts.NoteAsync("erasure", by, null, runId, refusal);
        if (refusal is not null) return new(null, refusal);

        // What the file system's copy of earlier pages still held goes, too, unless somebody is reading just now: then with a later one.
        await _databases.ReadAsync(database => database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct));
        return new(await _runs.FindAsync(runId, ct), null);
    }
}
