using System.Text.Json;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using FsCheck.Xunit;

namespace ApprovalConsole.Domain.Tests.Runs.Properties;

/// <summary>Properties of every run in a world that does what it likes. A failure prints the seed to replay and the shortest list of turns.</summary>
public sealed class RunProperties
{
    [Property(MaxTest = 1200, StartSize = 10, EndSize = 150)]
    public void Whatever_happens_the_rules_hold_and_the_run_comes_to_rest(int seed, int[] turns)
    {
        var world = new SimulatedWorld(seed);
        foreach (var turn in turns) world.Turn(turn);
        Assert.True(world.ComesToRest(), $"stuck: {world.Run.Status}, {string.Join(", ", world.Run.OpenStep.Select(c => c.Status))}");
    }

    [Property(MaxTest = 200, StartSize = 10, EndSize = 100)]
    public void After_a_restart_at_any_point_a_run_owes_the_same(int seed, int[] turns)
    {
        var world = new SimulatedWorld(seed);
        foreach (var turn in turns) world.Turn(turn);
        var remembered = world.History.Select(Remembered).ToList();
        var lived = Run.Initial;
        for (var n = 0; n < world.History.Count; n++)
        {
            lived = RunEvolution.Evolve(lived, world.History[n]);
            if (n % 7 != 0 && n != world.History.Count - 1) continue;
            var restarted = RunEvolution.Fold(remembered.Take(n + 1));
            Assert.Equal(RunDue.Of(lived), RunDue.Of(restarted));
            Assert.Equal((lived.Status, lived.Usage, lived.Active, lived.Version), (restarted.Status, restarted.Usage, restarted.Active, restarted.Version));
        }
    }

    /// <summary>That a pipeline goes on is owed; where it goes on, with which arguments, and how it ends is what a walk says.</summary>
    [Property(MaxTest = 120, StartSize = 10, EndSize = 100)]
    public void After_a_restart_at_any_event_a_pipeline_begins_the_same_nodes(int seed, int[] turns)
    {
        var world = new SimulatedWorld(SimulatedWorld.SeedOfPipeline(seed));
        foreach (var turn in turns) world.Turn(turn);
        Assert.NotNull(world.Run.Pipeline);
        var (remembered, lived) = (world.History.Select(Remembered).ToList(), Run.Initial);
        for (var n = 1; n <= world.History.Count; n++)
        {
            lived = RunEvolution.Evolve(lived, world.History[n - 1]);
            if (lived.Pipeline is null) continue;
            var restarted = RunEvolution.Fold(remembered.Take(n));
            Assert.Equal(RunDue.Of(lived), RunDue.Of(restarted));
            Assert.Equal(FlowWalk.Of(lived).Next, FlowWalk.Of(restarted).Next);
            Assert.Equal(FlowWalk.Of(lived).Ends?.Words, FlowWalk.Of(restarted).Ends?.Words);
        }
    }

    [Fact]
    public void The_dice_reach_every_event()
    {
        var reached = new HashSet<Type>();
        for (var seed = 0; seed < 500; seed++)
        {
            var world = new SimulatedWorld(seed);
            for (var turn = 0; turn < 120; turn++) world.Turn(turn);
            reached.UnionWith(world.History.Select(e => e.GetType()));
        }

        Assert.Empty(typeof(RunEvent).GetNestedTypes().Except(reached).Select(t => t.Name));
    }

    private static RunEvent Remembered(RunEvent e) => JsonSerializer.Deserialize<RunEvent>(JsonSerializer.Serialize(e))!;
}
