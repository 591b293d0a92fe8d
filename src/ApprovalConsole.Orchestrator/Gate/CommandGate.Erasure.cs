using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>Erasure is the one thing done to a run that is no event of it: no rule may hang on whether a text is still there.</summary>
public sealed partial class CommandGate
{
    /// <summary>A run's texts are gone: what was kept of them elsewhere in memory must go, too.</summary>
    internal event Action<string>? Erased;

    internal void ErasedElsewhere(string runId) => Erased?.Invoke(runId);

    /// <summary>Deletes the texts and writes the note, in one commit.</summary>
    /// <returns>Why not; null where it was done.</returns>
    internal async Task<Refusal?> EraseAsync(string runId, AuditNote note, CancellationToken ct)
    {
        using var turn = await _mailboxes.EnterAsync(runId, ct);
        _journal.Forget(runId);
        Appended appended;
        do
        {
            var run = RunEvolution.Fold(await _journal.ReadWithoutTextsAsync(runId, ct));
            if (WhyNotErased(run) is { } refusal) return refusal;
            var seal = await _log.HoldsAsync(runId) ? _seal : null;
            appended = await _journal.AppendBesideAsync(new(runId, run.Version, [], [RowStatements.EraseTexts(runId), .. RunRows.WithTexts(run, seal)])
                { Notes = [note], LeavesNoEarlierPages = true, Premises = _elsewhere.IsShared ? [RowStatements.StillAt(runId, run.Version)] : [] }, ct);
        }
        while (appended is Appended.Overtaken); // another node has written something late

        turn.Run = null;
        Erased?.Invoke(runId);
        _feed.Nudge(Topic.Run(runId));
        _feed.Nudge(Topic.Runs);
        return null;
    }

    private static Refusal? WhyNotErased(Run run) =>
        !run.IsStarted ? new(RefusalCode.UnknownRun, "There is no such run.")
        : run.End is null || run.IsOut || run.HasUnknown ? new(RefusalCode.RunNotEnded, "The run has not ended: what it still needs cannot be erased. Cancel it first.") : null;
}
