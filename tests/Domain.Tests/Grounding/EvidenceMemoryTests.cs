using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Json;
using ApprovalConsole.Domain.Tests.Runs.Properties;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using FsCheck.Xunit;

namespace ApprovalConsole.Domain.Tests.Grounding;

public sealed class EvidenceMemoryTests
{
    private const string Order = """{"order":"W2378156","total":536.65}""";

    [Property(MaxTest = 100, StartSize = 10, EndSize = 60)]
    public void What_is_remembered_says_what_would_be_read_anew(int seed, int[] turns)
    {
        var world = new SimulatedWorld(seed);
        foreach (var turn in turns)
        {
            world.Turn(turn);
            foreach (var call in world.Run.Calls.Values)
            {
                if (call.Arguments is { Text: { } arguments })
                    Assert.Equal(FoundIn(Evidence.Before(world.Run, call.Step), arguments), FoundIn(EvidenceMemory.Before(world.Run, call.Step), arguments));
            }
        }
    }

    [Fact]
    public void It_is_read_once_for_as_long_as_nothing_of_it_changes()
    {
        var before = Story.Told("Hello.").Looks("""{"order":"mine"}""", Order).ModelCalls(Ask.Refund("W2378156"));
        var read = EvidenceMemory.Before(before.Run, 2);
        var after = before.Approves(1, People.Rita);
        Assert.Same(read, EvidenceMemory.Before(after.Run, 2));
    }

    [Fact]
    public void What_was_erased_is_not_remembered()
    {
        var run = Story.Told("Order W5555555").Looks("""{"order":"mine"}""", Order).ModelCalls(Ask.Refund("W2378156")).Run;
        Assert.Equal([Found.Record], FoundIn(EvidenceMemory.Before(run, 2), "[\"W2378156\"]"));
        var erased = run with { Calls = run.Calls.SetItem("r1.1.1", run.Calls["r1.1.1"] with { Answer = new Payload(null) }) };
        Assert.Equal([Found.NotFound], FoundIn(EvidenceMemory.Before(erased, 2), "[\"W2378156\"]"));
        Assert.Equal([Found.Input], FoundIn(EvidenceMemory.Before(run, 2), "[\"W5555555\"]"));
        Assert.Equal([Found.NotFound], FoundIn(EvidenceMemory.Before(run with { Input = "-" }, 2), "[\"W5555555\"]"));
    }

    private static IEnumerable<Found> FoundIn(Evidence evidence, string arguments) => Grounds.Of(JsonOf.Text(arguments), JsonOf.Text("{}"), evidence).Select(g => g.Found);
}
