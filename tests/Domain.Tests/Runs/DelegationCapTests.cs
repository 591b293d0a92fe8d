using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Tests.Runs.DelegationTests;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>The caps on delegation, each where nothing else is in the way.</summary>
public sealed class DelegationCapTests
{
    private static readonly RunLimits Wide = new() { Iterations = 100, Tokens = 100_000_000, CostUsd = 100_000, WallClockSeconds = 1_000_000, NoProgressSteps = 100 };
    private static readonly RunLimits Small = new() { Iterations = 1, Tokens = 1_000, CostUsd = 0.1m, WallClockSeconds = 10 };

    [Fact]
    public void A_run_has_four_children_in_its_life()
    {
        var story = Story.ARun(Wide);
        for (var n = 0; n < 4; n++) story.Delegates().StartsChild(1, Small).HearsOf(1, Ended(RunStatus.Completed), $"{n}").CallIs(1, CallStatus.Succeeded);
        IsRefused(story.Delegates().StartsChild(1, Small), "children");
    }

    [Fact]
    public void There_are_two_generations_below_the_first_run()
    {
        var child = Story.ARun(Wide).Delegates().StartsChild(1, Wide).TheChild(1);
        var grandchild = child.Delegates().StartsChild(1, Wide).CallIs(1, CallStatus.Delegated).TheChild(1);
        Assert.Equal(2, grandchild.Run.Depth);
        IsRefused(grandchild.Delegates().StartsChild(1, Small), "delegationDepth");
    }

    [Fact]
    public void A_whole_tree_takes_three_times_the_steps_of_its_root()
    {
        var limits = Wide with { Iterations = 2 };
        var story = Story.ARun(limits).Delegates().StartsChild(1, Wide, mayDelegate: false);
        Assert.Equal((4, 4), (story.ChildOf(1).Share.Steps, story.ChildOf(1).Limits.Iterations)); // two are kept for the run itself
        story.HearsOf(1, Ended(RunStatus.Completed) with { Steps = 4 }, "a");
        IsRefused(story.Delegates().StartsChild(1, Small), "treeSteps");
    }

    [Fact]
    public void Steps_that_a_child_did_not_take_go_to_the_next()
    {
        var story = Story.ARun(Wide with { Iterations = 3 }).Delegates().StartsChild(1, Wide, mayDelegate: false).HearsOf(1, Ended(RunStatus.Completed) with { Steps = 1 }, "a").Delegates().StartsChild(1, Wide, mayDelegate: false);
        Assert.Equal(5, story.ChildOf(1).Share.Steps);
    }

    [Fact]
    public void A_child_that_may_have_children_gets_steps_for_them_and_takes_none_of_those_itself()
    {
        var story = Story.ARun(Wide with { Iterations = 8 }).Delegates().StartsChild(1, Wide with { Iterations = 3 });
        Assert.Equal((9, 3), (story.ChildOf(1).Share.Steps, story.ChildOf(1).Limits.Iterations));
        var child = story.TheChild(1).Delegates().StartsChild(1, Wide);
        Assert.Equal((6, 6), (child.ChildOf(1).Share.Steps, child.ChildOf(1).Limits.Iterations)); // 9 less its own 3
    }

    [Fact]
    public void Children_side_by_side_that_may_have_children_have_steps_left_for_them()
    {
        var story = Story.ARun(Wide with { Iterations = 10 }).Delegates(Ask.Delegate("a"), Ask.Delegate("b")).StartsChild(1, Wide with { Iterations = 10 }).StartsChild(2, Wide with { Iterations = 10 });
        Assert.Equal([(10, 6), (10, 6)], Enumerable.Range(1, 2).Select(n => (story.ChildOf(n).Share.Steps, story.ChildOf(n).Limits.Iterations)));
        story.TheChild(1).Delegates().StartsChild(1, Small).CallIs(1, CallStatus.Delegated);
    }

    [Fact]
    public void A_child_with_a_single_step_takes_it_itself()
    {
        var story = Story.ARun(Wide with { Iterations = 1 }).Delegates(Ask.Delegate("a"), Ask.Delegate("b")).StartsChild(1, Wide);
        Assert.Equal((1, 1), (story.ChildOf(1).Share.Steps, story.ChildOf(1).Limits.Iterations));
    }

    [Theory]
    [InlineData("12345678", CallStatus.Delegated)]
    [InlineData("1234567\u00e9", CallStatus.Refused)]
    public void A_task_is_no_larger_than_any_other_input(string task, CallStatus status)
    {
        var story = Story.ARun(Wide).Delegates(Ask.Delegate(task));
        story.Do(new RunCommand.BeginChild(story.Call(1).Id, Small, false, default, Story.Noon) { MaxTaskBytes = 8 }).CallIs(1, status);
        if (status is CallStatus.Refused) IsRefused(story, "tooLarge");
    }

    [Fact]
    public void An_agent_that_is_no_more_gets_no_child_and_the_model_is_told()
    {
        var story = Story.ARun(Wide).Delegates();
        IsRefused(story.Do(new RunCommand.BeginChild(story.Call(1).Id, null, false, default, Story.Noon)), "unknownAgent");
    }

    [Fact]
    public void What_is_only_kept_for_a_grandchild_is_not_told_as_used()
    {
        var child = Story.ARun(Wide).Delegates().StartsChild(1, Wide).TheChild(1).Delegates().StartsChild(1, Small);
        Assert.True(child.Run.Spent.CostUsd > child.Run.Usage.CostUsd);
        Assert.Equal(child.Run.Usage, ChildStanding.Of(child.Run).Usage);
    }

    [Fact]
    public void Where_too_few_tokens_are_left_no_child_begins() =>
        IsRefused(Story.ARun(Wide with { Tokens = 300 }).DelegatesWithin(10), "childBudget");

    [Fact]
    public void Where_no_time_is_left_the_run_halts_before_a_child_begins()
    {
        var story = Story.ARun(Wide with { WallClockSeconds = 5 }).Delegates(Ask.Look(), Ask.Delegate()).Sends(1).Comes(1, new ToolOutcome.Succeeded("\"a\""), activeMs: 4_900);
        story.StartsChild(2, Small).IsHalted(HaltReason.WallClock);
    }

    [Fact]
    public void A_run_asks_no_model_with_tokens_that_are_kept_for_a_child()
    {
        // A read beside the child may bring the run to its limits, but never into the child's share.
        var story = Story.ARun(Wide with { WallClockSeconds = 100.1 }).Delegates(Ask.Delegate(), Ask.Look()).StartsChild(1, Wide);
        Assert.Equal(75, story.ChildOf(1).Share.WallClockSeconds);
        story.Sends(2).Comes(2, new ToolOutcome.Succeeded("\"a\""), activeMs: 24_990);
        Assert.Equal(10, story.Run.TimeLeft.TotalMilliseconds);
    }

    private static void IsRefused(Story story, string code) => Assert.Equal(code, Assert.Single(story.CallIs(1, CallStatus.Refused).Call(1).Findings).Code);
}
