using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator;

/// <summary>Takes up again what an earlier process, or another node that died, left in the middle.</summary>
internal sealed class Recovery(ReadPool reads, CommandGate gate, NamedUndos undos, ChildRuns children, TreeEvents tree, RunUndo undo, Placement placement, Node node, TimeProvider time, ILogger<Recovery> logger)
{
    /// <param name="lastSignOfLife">When anything was last written; null: never.</param>
    public async Task GoOnAsync(DateTimeOffset? lastSignOfLife, CancellationToken ct)
    {
        await CancelChildrenAsync(ct); // before any of them goes on
        await SpreadDenialsAsync(ct);
        await RecoverAsync(lastSignOfLife ?? time.GetUtcNow(), ct);
        await StartUndosAsync(ct);
    }

    /// <summary>Only runs with something out or due are touched: a hundred thousand that wait for people cost nothing here.</summary>
    private async Task RecoverAsync(DateTimeOffset lastSignOfLife, CancellationToken ct)
    {
        var active = await reads.ReadAsync(database => database.Runs.AsNoTracking().Where(r => r.Active).Select(r => r.Id).ToListAsync(ct));
        active.RemoveAll(id => !placement.IsMine(id));
        foreach (var id in active) await RecoverAsync(id, lastSignOfLife, ct);
        if (active.Count > 0) logger.LogInformation("{Count} runs go on where they stood.", active.Count);
    }

    private async Task CancelChildrenAsync(CancellationToken ct)
    {
        foreach (var (runId, callId) in (await children.ToCancelAsync(ct)).Where(c => placement.IsMine(c.RunId)))
        {
            try
            {
                await gate.CancelChildAsync(runId, callId);
            }
            catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
            {
                logger.LogError(e, "What works for run {RunId}, which was cancelled, could not be cancelled.", runId);
            }
        }
    }

    /// <summary>Proposals of others that wait in vain since somebody rejected the same.</summary>
    private async Task SpreadDenialsAsync(CancellationToken ct)
    {
        foreach (var runId in (await tree.DeniedLatelyAsync(ct)).Where(placement.IsMine))
        {
            try
            {
                await gate.SpreadDenialsAsync(runId);
            }
            catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
            {
                logger.LogError(e, "What was denied in run {RunId} could not be told to the others of its tree.", runId);
            }
        }
    }

    /// <summary>What a person asked to be taken back and a crash kept from being started.</summary>
    private async Task StartUndosAsync(CancellationToken ct)
    {
        foreach (var (runId, undoRunId) in (await undos.NotStartedAsync(ct)).Where(u => placement.IsMine(u.RunId)))
        {
            try
            {
                if ((await undo.StartNamedAsync(runId, undoRunId, ct)).Refusal is { } refusal) logger.LogWarning("Undo {UndoRunId} of run {RunId} cannot be started: {Why}", undoRunId, runId, refusal.Message);
            }
            catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
            {
                logger.LogError(e, "Undo {UndoRunId} of run {RunId} could not be started.", undoRunId, runId);
            }
        }
    }

    /// <summary>One run whose journal cannot be read must not keep the console from starting.</summary>
    private async Task RecoverAsync(string id, DateTimeOffset lastSignOfLife, CancellationToken ct)
    {
        try
        {
            await gate.SendAsync(id, new RunCommand.Recover(node.Self, lastSignOfLife, time.GetUtcNow()) { Others = placement.Others }, ct);
            Milestones.Pass(Milestone.WentOn, stream: id);
        }
        catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
        {
            logger.LogError(e, "Run {RunId} stands still: it could not be taken up again.", id);
        }
    }
}
