using System.Globalization;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Pipelines;

/// <summary>Loops with many rounds: what a walk costs, counted in nodes that it comes by, and that what it remembers changes nothing.</summary>
public sealed class LongLoopTests
{
    private const int Rounds = 120;

    private static readonly RunLimits Roomy = new() { Calls = 1_000, Writes = 1_000 };

    [Fact]
    public void Another_round_costs_as_much_as_the_first()
    {
        var story = Story.APipeline(f => f.Repeat("until", When.Is("{/look}", "==", "so"), Rounds, b => b.Call("look", "desk.look", new { order = "A1" }).Value("seen", "{/look}")), limits: Roomy);
        var dearest = 0;
        for (var round = 0; round < Rounds; round++)
        {
            story.Brings($"until/{round}/look", round == Rounds - 1 ? "\"so\"" : "1");
            dearest = Math.Max(dearest, FlowWalk.Of(story.Run).Looked);
        }

        story.Ends(RunStatus.Completed, "so");
        Assert.InRange(dearest, 2, 5);
        Assert.InRange(FlowWalk.Whole(story.Run).Looked, 2 * Rounds, 3 * Rounds);
    }

    [Fact]
    public void So_does_another_item_whichever_are_done_first()
    {
        var items = string.Join(',', Enumerable.Range(0, Rounds).Select(i => $"\"A{i}\""));
        var story = Story.APipeline(f => f.ForEach("each", "{/input/orders}", "order", Rounds, b => b.Call("look", "desk.look", new { order = "{/order}" }), atOnce: 2), $$"""{"orders":[{{items}}]}""", limits: Roomy);
        var dearest = 0;
        for (var item = 1; item < Rounds; item++)
        {
            story.Brings(string.Create(CultureInfo.InvariantCulture, $"each/{item}/look"), $"{item}");
            dearest = Math.Max(dearest, FlowWalk.Of(story.Run).Looked);
        }

        story.Brings("each/0/look", "0").Ends(RunStatus.Completed, $"[{string.Join(',', Enumerable.Range(0, Rounds))}]");
        Assert.InRange(dearest, 2, 5);
    }

    [Fact]
    public void A_walk_that_remembers_comes_to_what_one_from_the_beginning_comes_to()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var dice = new Random(seed);
            var story = Story.APipeline(AnyFlow.Of(dice.Next));
            for (var turn = 0; turn < 40 && story.Run.End is null; turn++)
            {
                AssertSame(story.Run, seed);
                var open = story.Run.OpenStep.Where(c => c.Status is CallStatus.Out).ToList();
                if (open.Count > 0) story.Brings(open[dice.Next(open.Count)].Node!, $"{dice.Next(3)}");
                else if (story.Run.PendingProposals.FirstOrDefault() is { } waits) story.Decide(story.Run.Calls[waits.CallId].Node!, story.Run.Calls[waits.CallId].IsQuestion ? DecisionKind.Respond : DecisionKind.Reject, People.Rita, "\"a\"");
                else if (story.Run.OpenChildren.Any()) story.IsTold(story.Run.OpenStep.First(c => c.IsDelegation).Node!, """{"answer":"a","confidence":0.9,"reason":"So."}""");
                else story.After(TimeSpan.FromMinutes(2)).Wakes().Advances();
            }

            AssertSame(story.Run, seed);
        }
    }

    private static void AssertSame(Run run, int seed)
    {
        var (remembering, whole) = (FlowWalk.Of(run), FlowWalk.Whole(run));
        Assert.True(whole.Next.SequenceEqual(remembering.Next) && whole.Ends?.Words == remembering.Ends?.Words, $"seed {seed}, version {run.Version}");
    }
}
