using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>What a process does beside its turns: calls, what runs owe each other, and taking up what was left.</summary>
internal sealed partial class ConsoleProcess
{
    /// <summary>Begins, and goes on with whatever an earlier process left.</summary>
    public void Start(DateTimeOffset lastSignOfLife)
    {
        var isAdopted = world.Chance.Strikes(Fault.JournalIsAdopted, 15);
        foreach (var run in Unended().Where(_ => isAdopted)) Send(run.Id, (now, _) => new RunCommand.Adopt(now));
        TakeUp(lastSignOfLife);
        Sweep();
    }

    /// <summary>What belongs to the dead is lost.</summary>
    public void TakeUp(DateTimeOffset lastSignOfLife)
    {
        foreach (var run in Unended()) Send(run.Id, (now, _) => new RunCommand.Recover(Self, lastSignOfLife + Off, now));
    }

    /// <summary>So that what is due by now, or was held, is looked at.</summary>
    public void WakeAll()
    {
        foreach (var run in Unended()) Wake(run.Id);
    }

    private List<Run> Unended() => [.. world.Journal.Runs.Where(r => r.End is null).OrderBy(r => r.Id, StringComparer.Ordinal)];

    private void Wake(string runId) => Send(runId, (now, _) => new RunCommand.Wake(now));

    private void Sweep()
    {
        if (!IsAlive) return;
        foreach (var run in world.Journal.Runs.OrderBy(r => r.Id, StringComparer.Ordinal).ToList()) SweepOver(run);
        world.Time.After(world.Chance.Seconds(3, 10), Sweep);
    }

    private void SweepOver(Run run)
    {
        if (run.End is null && RunDue.Of(run).Any(e => e.NotBefore <= Clock)) Wake(run.Id);
        foreach (var call in run.Calls.Values.OrderBy(c => c.Id, StringComparer.Ordinal))
        {
            if (call is { BlockedBy: { } by } && world.Journal.LikeOf(run.Id, call.Terms!.EffectHash) is null) Unblock(run.Id, call.Id, by);
            if (run.Children.TryGetValue(call.Id, out var child) && child.IsOpen) TendChild(run.Id, call.Id);
            if (call.Undo is { } undo && !world.Journal.Read(undo.RunId).IsStarted) StartUndo(run.Id, undo.RunId);
        }
    }

    private void Unblock(string runId, string callId, string by)
    {
        var happened = world.Journal.Runs.SelectMany(r => r.Calls.Values).Any(c => c.Id == by && c.Status is CallStatus.Succeeded);
        Send(runId, (now, _) => new RunCommand.UnblockCall(callId, happened, now));
    }

    private void Perform(RunEvent e, Turn turn)
    {
        if (e is not (RunEvent.ModelIntended or RunEvent.CallIntended)) return;
        var run = turn.After;
        ReadingOf(run.Id).WentOut();
        world.Time.After(world.Chance.Seconds(0.001, 0.02), () =>
        {
            if (!IsAlive) return;
            if (world.Chance.Strikes(Fault.CrashWhileOut, 300)) world.Time.After(world.Chance.Seconds(0, 0.3), Kill);
            if (e is RunEvent.ModelIntended asked) world.Models.Ask(this, run, asked);
            else world.Tools.Call(this, run, run.Calls[((RunEvent.CallIntended)e).CallId], turn);
        });
    }

    /// <summary>Hands in what came of a call.</summary>
    public void Report(string runId, Func<double, DateTimeOffset, RunCommand> result)
    {
        if (!IsAlive) return;
        Send(runId, (now, _) => result(ReadingOf(runId).CameBack(), now));
    }

    /// <summary>Hands in an answer that nobody waits for any more.</summary>
    public void ReportLate(string runId, Func<DateTimeOffset, RunCommand> result) => Send(runId, (now, _) => result(now));

    private ActiveReading ReadingOf(string runId)
    {
        if (!_readings.TryGetValue(runId, out var reading)) _readings[runId] = reading = new(world.Time);
        return reading;
    }

    private void Tend(Turn turn)
    {
        var (before, after) = (turn.Before, turn.After);
        foreach (var child in after.OpenChildren.Where(c => !before.Children.ContainsKey(c.CallId) || (after.Cancelling is not null && before.Cancelling is null)).OrderBy(c => c.CallId, StringComparer.Ordinal))
            Later(() => TendChild(after.Id, child.CallId));
        if (after.Ancestry is { } ancestry && before.Status != after.Status) Later(() => TendChild(after.ParentRunId!, ancestry.CallId));
        foreach (var other in world.Journal.OthersOfTree(after.TreeRoot, after.Id).Where(_ => after.DeniedEffects.Count > before.DeniedEffects.Count)) Later(() => Wake(other.Id));
        foreach (var undo in turn.Events.OfType<RunEvent.CallUndoStarted>()) Later(() => StartUndo(after.Id, undo.UndoRunId));
    }

    private void Later(Action tend) => world.Time.After(world.Chance.Seconds(0.001, 0.1), tend);

    private void TendChild(string runId, string callId)
    {
        if (!IsAlive || !world.Journal.Read(runId).Children.TryGetValue(callId, out var child) || !child.IsOpen) return;
        var (parent, run) = (world.Journal.Read(runId), world.Journal.Read(child.RunId));
        if (!run.IsStarted && parent.Cancelling is null) Send(child.RunId, (now, _) => DelegateTool.StartOf(parent, child, now));
        else if (!run.IsStarted) Send(runId, (now, _) => new RunCommand.HearOfChild(callId, ChildStanding.NeverBegun, "", 0, now, now));
        else if (parent.Cancelling is { } cancelling && run.Cancelling is null && run.End is null) Send(run.Id, (now, _) => new RunCommand.Cancel(cancelling.By, cancelling.Reason, now));
        else Send(runId, (now, _) => new RunCommand.HearOfChild(callId, ChildStanding.Of(run), run.End?.Text ?? "", 0, now, now));
    }

    private void StartUndo(string runId, string undoRunId)
    {
        if (!IsAlive) return;
        var run = world.Journal.Read(runId);
        var calls = run.Calls.Values.Where(c => c.Undo?.RunId == undoRunId).OrderByDescending(c => c.Step).ThenByDescending(c => c.Index)
            .Select((c, i) => new RequestedCall($"{undoRunId}.1.{i + 1}", $"{undoRunId}.1.{i + 1}", "tag", c.Arguments!.Value) { Undoes = c.Id }).ToList();
        if (calls.Count > 0) Send(undoRunId, (now, _) => new RunCommand.Start(undoRunId, RunKind.Undo, runId, run.Agent, run.OnBehalfOf, "Take it back.", run.OriginalLimits, run.RequestedBy, "{}", now) { Calls = [.. calls] });
    }
}
