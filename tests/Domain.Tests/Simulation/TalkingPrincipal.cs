using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Tests.Simulation.BrokenInvariant;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>Somebody who says more than the input, whether or not they were asked, and says it again where they heard nothing.</summary>
internal sealed class TalkingPrincipal(FaultyWorld world, string runId)
{
    private int _left = world.Chance.Below(7);

    public void Begin() => world.Time.After(world.Chance.Seconds(1, 30), GoOn);

    private void GoOn()
    {
        if (_left-- <= 0 || world.Chance.IsCalm) return;
        Say($"m{world.NextId()}", $"It is A{world.Chance.Below(3)}.");
        world.Time.After(world.Chance.Seconds(0.5, 60), GoOn);
    }

    private void Say(string id, string text)
    {
        var isHeard = false;
        world.AnyProcess.Send(runId, (now, _) => new RunCommand.Say(id, People.Shop, text, now), ruling =>
        {
            isHeard = true;
            if (ruling is not Ruling<RunEvent>.Accepted) return;
            Unless(world.Journal.Read(runId).Messages.Count(m => m.Id == id) == 1, "I4", () => $"{runId} was told that {id} is heard, and the journal does not hold it once");
        });
        world.Time.After(TimeSpan.FromSeconds(15), () => { if (!isHeard && !world.Chance.IsCalm) Say(id, text); });
    }
}
