using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>What the runs of one tree owe each other. It follows from what is written. What a crash keeps from being done is found again: children that were not started or
/// not heard of by the sweeper (<see cref="ChildRuns"/>), cancels and denials that were not spread by the next start. Nothing hangs on when that is: each run hears what binds it
/// before anything is decided in it (<see cref="TreeNews"/>). What is spread here only clears away at once what waits in vain.</summary>
public sealed partial class CommandGate
{
    private const string NotBegun = "It was cancelled before it began.";

    private void Tend(Run before, Run after)
    {
        foreach (var child in after.OpenChildren)
        {
            if (!before.Children.ContainsKey(child.CallId)) Later(after.Id, () => StartChildAsync(after.Id, child.CallId));
            else if (after.Cancelling is not null && before.Cancelling is null) Later(after.Id, () => CancelChildAsync(after.Id, child.CallId));
        }

        if (after.Ancestry is not null && before.Status != after.Status) Later(after.Id, () => TellParentAsync(after.Id));
        if (after.DeniedEffects.Count > before.DeniedEffects.Count && before.IsStarted) Later(after.Id, () => SpreadDenialsAsync(after));
    }

    /// <summary>Starts a child that its parent's stream names, or tells the parent how it stands.</summary>
    internal async Task TendChildAsync(string runId, string callId)
    {
        if (await ReadProvenAsync(DelegateTool.ChildIdOf(callId)) is { } child) await TellParentAsync(child.Id);
        else await StartChildAsync(runId, callId);
    }

    internal async Task CancelChildAsync(string runId, string callId)
    {
        if (await ReadProvenAsync(runId) is { Cancelling: { } cancelling } run && run.Children.TryGetValue(callId, out var child))
            await SendAsync(child.RunId, new RunCommand.Cancel(cancelling.By, cancelling.Reason, _time.GetUtcNow()));
    }

    /// <summary>Once, however often it is asked for; and not where the parent is cancelled by then, which the child's own transaction looks at.</summary>
    private async Task StartChildAsync(string runId, string callId)
    {
        if (await ReadProvenAsync(runId) is not { } run || !run.Children.TryGetValue(callId, out var child) || !child.IsOpen) return;
        var started = await SendForStateAsync(child.RunId, DelegateTool.StartOf(run, child, _time.GetUtcNow()), RowStatements.IsStillDelegated(callId), CancellationToken.None);
        if (started.WasGuarded) await HearAsync(runId, callId, ChildStanding.NeverBegun, NotBegun);
    }

    private async Task TellParentAsync(string childId)
    {
        if (await ReadProvenAsync(childId) is { Ancestry: { } ancestry, ParentRunId: { } parent } child) await HearAsync(parent, ancestry.CallId, ChildStanding.Of(child), child.End?.Text ?? "");
    }

    private async Task HearAsync(string runId, string callId, ChildStanding standing, Payload words)
    {
        var (read, clock) = (0d, _clocks.Enter(runId));
        try
        {
            var heard = await TakeTurnAsync(runId, _ => new RunCommand.HearOfChild(callId, standing, words, read = clock.Unread(), _node.Since, _time.GetUtcNow()), null, Knowledge.None, CancellationToken.None);
            if (heard.Ruling is Ruling<RunEvent>.Accepted { Events.IsEmpty: false }) clock.Taken(read);
        }
        finally
        {
            _clocks.Leave(runId);
        }
    }

    /// <summary>Once more, after a crash that may have come in between.</summary>
    internal async Task SpreadDenialsAsync(string runId)
    {
        if (await ReadProvenAsync(runId) is { TreeRoot: not null, DeniedEffects.Count: > 0 } run) await SpreadDenialsAsync(run);
    }

    private async Task SpreadDenialsAsync(Run run)
    {
        var deny = new RunCommand.DenyEffects([.. run.DeniedEffects], _time.GetUtcNow());
        if (run.Ancestry is not null) await SendAsync(run.ParentRunId!, deny);
        foreach (var child in run.OpenChildren) await SendAsync(child.RunId, deny);
    }

    private void Later(string runId, Func<Task> tend) => _ = Task.Run(async () =>
    {
        try
        {
            while (!await IsDoneAsync(tend)) await Task.Delay(ReportAgainAfter);
        }
        catch (Exception e)
        {
            _logger.LogWarning(e, "What run {RunId} owes to its tree could not be done now.", runId);
        }
    });

    /// <summary>False while the disk is full.</summary>
    private static async Task<bool> IsDoneAsync(Func<Task> tend)
    {
        try
        {
            await tend();
            return true;
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }
}
