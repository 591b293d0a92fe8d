namespace ApprovalConsole.Domain.Runs;

/// <summary>Calls that are taken back by a run of their own. The stream of the run that made them is the referee: it says which undo is theirs.</summary>
public static partial class RunDecider
{
    private static Ruling<RunEvent> StartUndo(RunCommand.StartUndo c, Run run)
    {
        var free = new List<ToolCall>();
        foreach (var id in c.CallIds)
        {
            if (!run.Calls.TryGetValue(id, out var call)) return Refuse(RefusalCode.UnknownCall, "There is no such call.");
            if (!call.HasWayBack) return Refuse(RefusalCode.CannotUndo, "Only a reversible call that was carried out can be undone.");
            if (call.Undo is not { } undo || c.CameToNothing.Contains((id, undo.RunId))) free.Add(call);
        }

        return Accept(run, [.. free.Where(call => call.Undo?.RunId != c.UndoRunId).Select(call => new RunEvent.CallUndoStarted(call.Id, c.UndoRunId, c.By, c.At))]);
    }

    /// <summary>All or nothing in its name; what was and what was not taken back stands at the calls.</summary>
    private static RunEvent EndOfUndo(Run run, DateTimeOffset at)
    {
        var (done, all) = (run.OpenStep.Count(c => c.IsDone), run.OpenStep.Length);
        if (done == all) return new RunEvent.Completed($"{done} of {all} undone.", at);
        var left = run.OpenStep.Where(c => !c.IsDone).Select(c => $"{c.Name} ({c.Status.ToString().ToLowerInvariant()})");
        return new RunEvent.Failed("notUndone", $"{done} of {all} undone. Not: {string.Join(", ", left)}.", at);
    }
}
