using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>One sending, from the tool's door to whatever the process hears of it.</summary>
internal sealed class Exchange(FaultyWorld world, ConsoleProcess process, Sending sending, TimeSpan within)
{
    private bool _isOver;

    public void Begin(Tools tools)
    {
        var chance = world.Chance;
        After(within, () => Comes(new ToolOutcome.Unknown("No answer in time.")));
        var works = chance.Seconds(0.01, 2);
        if (chance.Strikes(Fault.ToolRefuses, 25)) After(works, () => Comes(new ToolOutcome.NotExecuted("refusedConnection", "Nobody listens.")));
        else if (chance.Strikes(Fault.ToolReportsError, 20)) After(works, () => Comes(new ToolOutcome.ReportedError("No.")));
        else if (chance.Strikes(Fault.ToolDiesBeforeTheEffect, 25)) After(works, () => Comes(new ToolOutcome.Unknown("The connection was cut.")));
        else if (chance.Strikes(Fault.ToolDiesAfterTheEffect, 25)) After(works, () => DoAnd(tools, () => Comes(new ToolOutcome.Unknown("The connection was cut."))));
        else if (chance.Strikes(Fault.ToolTimesOut, 25)) After(chance.Seconds(1, 90), () => { if (chance.OneIn(2)) tools.Do(sending); });
        else if (chance.Strikes(Fault.ToolAnswersLate, 20)) After(works, () => DoAnd(tools, () => After(within + chance.Seconds(1, 60), ComesLate)));
        else After(works, () => DoAnd(tools, () => After(chance.Seconds(0, 0.1), () => Comes(Result()))));
    }

    private void After(TimeSpan delay, Action happens) => world.Time.After(delay, happens);

    private void DoAnd(Tools tools, Action then)
    {
        tools.Do(sending);
        then();
    }

    private ToolOutcome.Succeeded Result() => new($"\"{sending.ExecutionId}{new string('.', world.Chance.OneIn(3) ? 2_000 : 0)}\"");

    private void Comes(ToolOutcome outcome)
    {
        if (_isOver) return;
        _isOver = true;
        process.Report(sending.RunId, (activeMs, now) => new RunCommand.RecordToolOutcome(sending.Call.Id, sending.ExecutionId, outcome, activeMs, now));
    }

    private void ComesLate()
    {
        var outcome = Result();
        process.ReportLate(sending.RunId, now => new RunCommand.RecordToolOutcome(sending.Call.Id, sending.ExecutionId, outcome, 0, now));
    }
}
