using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>I5 and I6: each of the four stop conditions halts a run by itself; in these runs nothing else could.</summary>
public sealed class StopConditionTests
{
    /// <summary>No cap that a test could reach; each test sets the one that it is about.</summary>
    private static readonly RunLimits Wide = new()
    {
        Iterations = 1_000, Tokens = 1_000_000_000, CostUsd = 1_000_000, WallClockSeconds = 1_000_000, NoProgressSteps = 1_000, Calls = 1_000, Writes = 1_000,
    };

    [Fact]
    public void I6_the_iteration_cap_halts_before_one_reply_too_many() =>
        Story.ARun(Wide with { Iterations = 2 }).Succeeds(Ask.Look("A1")).Succeeds(Ask.Look("A2"))
            .When.ModelIsAsked().Then<Halted>().IsHalted(HaltReason.IterationCap);

    [Fact]
    public void I6_the_last_reply_that_the_cap_allows_may_be_the_answer() =>
        Story.ARun(Wide with { Iterations = 2 }).Succeeds(Ask.Look()).ModelAnswers().Is(RunStatus.Completed);

    [Fact]
    public void I6_an_attempt_is_not_a_step() =>
        Story.ARun(Wide with { Iterations = 1 }).ModelIsAsked().ModelFails().After(TimeSpan.FromSeconds(2)).ModelAnswers().Is(RunStatus.Completed);

    [Fact]
    public void I6_the_cost_cap_halts_without_a_call_when_too_few_tokens_are_left() =>
        Story.ARun(Wide with { Tokens = 1_200 }).When.ModelIsAsked(inputTokens: 1_000).Then<Halted>().IsHalted(HaltReason.CostCap);

    [Fact]
    public void I6_the_cost_cap_halts_without_a_call_when_too_little_money_is_left() =>
        Story.ARun(Wide with { CostUsd = 0.0025m + 0.00255m }).When.ModelIsAsked(inputTokens: 1_000).Then<Halted>().IsHalted(HaltReason.CostCap);

    [Fact]
    public void I6_no_progress_halts() =>
        Story.ARun(Wide with { NoProgressSteps = 2 })
            .ModelCalls(Ask.Look()).Sends(1).Answers(1, "\"same\"").ModelCalls(Ask.Look()).Sends(1).Answers(1, "\"same\"").ModelCalls(Ask.Look()).Sends(1).Answers(1, "\"same\"")
            .When.ModelIsAsked().Then<Halted>().IsHalted(HaltReason.NoProgress);

    [Fact]
    public void I6_the_wall_clock_halts_before_a_model_call() =>
        Story.ARun(Wide with { WallClockSeconds = 5 }).ModelIsAsked().ModelReplies([Ask.Look()], activeMs: 5_000).Validated(1)
            .When.Sends(1).Then<Halted>().IsHalted(HaltReason.WallClock);

    [Fact]
    public void I6_the_wall_clock_halts_before_a_tool_call() =>
        Story.ARun(Wide with { WallClockSeconds = 5 }).ModelCalls(Ask.Look()).Sends(1).Comes(1, new ToolOutcome.Succeeded("1"), activeMs: 5_000)
            .When.ModelIsAsked().Then<Halted>().IsHalted(HaltReason.WallClock);

    [Fact]
    public void I6_a_hung_model_that_the_clock_cut_off_halts_and_does_not_fail() =>
        Story.ARun(Wide with { WallClockSeconds = 5 }).ModelIsAsked().When.ModelFails(mayRetry: false, activeMs: 4_996).Then<ModelFailed, Halted>().IsHalted(HaltReason.WallClock);

    [Fact]
    public void I6_waiting_for_people_is_not_time_at_work() =>
        Story.ARun(Wide with { WallClockSeconds = 5 }).ToolChanges("refund", t => t.WithPolicy(p => p with { ExpiresAfter = TimeSpan.FromDays(30) }))
            .ModelCalls(Ask.Refund()).After(TimeSpan.FromDays(20)).Approves(1, People.Rita).When.Sends(1).Then<CallIntended>();

    [Fact]
    public void I6_a_write_in_flight_is_not_cut_by_the_clock_and_the_run_halts_when_it_has_settled() =>
        Story.ARun(Wide with { WallClockSeconds = 5 }).IsOut(Ask.Refund()).Comes(1, new ToolOutcome.Succeeded("1"), activeMs: 29_000).CallIs(1, CallStatus.Succeeded)
            .When.ModelIsAsked().Then<Halted>().IsHalted(HaltReason.WallClock);

    [Fact]
    public void I5_the_worst_case_is_reserved_with_the_output_clamped_to_the_tokens_left() =>
        Story.ARun(Wide with { Tokens = 1_300 }).When.ModelIsAsked(inputTokens: 1_000, outputTokens: 4_000)
            .Then<ModelIntended>().With<ModelIntended>(e => e.OutputTokensMax, 300L).With<ModelIntended>(e => e.ReservedUsd, Story.Price.Of(1_000, 0, 300));

    [Fact]
    public void I5_the_output_is_clamped_to_the_money_left() =>
        Story.ARun(Wide with { CostUsd = 0.0025m + 0.003m }).When.ModelIsAsked(inputTokens: 1_000, outputTokens: 4_000)
            .Then<ModelIntended>().With<ModelIntended>(e => e.OutputTokensMax, 300L).With<ModelIntended>(e => e.ReservedUsd, 0.0055m);

    [Fact]
    public void I5_what_the_provider_reports_is_charged_in_place_of_the_reserve()
    {
        var story = Story.ARun().ModelIsAsked().ModelReplies([Ask.Look()], usage: new(900, 400, 20));
        Assert.Equal(new Usage(900, 400, 20, (500 * 2.5m + 400 * 0.25m + 20 * 10m) / 1_000_000), story.Run.Usage);
        Assert.Equal(0, story.Run.ReservedUsd);
    }

    public static TheoryData<TokenCount?> NoUsage => [(TokenCount?)null, new TokenCount(-5, 0, 10), new TokenCount(10, 0, -5), new TokenCount(10, 20, 5), new TokenCount(long.MaxValue, 0, 1)];

    [Theory]
    [MemberData(nameof(NoUsage))]
    public void I5_a_reply_without_a_plausible_usage_is_charged_its_reserve(TokenCount? usage)
    {
        var story = Story.ARun().ModelIsAsked(inputTokens: 700, outputTokens: 300);
        var (attempt, run) = (story.Run.Model!, story.Run);
        var ruling = RunDecider.Decide(new RunCommand.RecordModelReply(1, 1, "Done.", [], usage, "stop", 1, story.Now), run);
        var replied = Assert.IsType<Ruling<RunEvent>.Accepted>(ruling).Events.OfType<ModelReplied>().Single();
        Assert.Equal((attempt.Reserve, false), (replied.Usage, replied.UsageReported));
    }

    [Fact]
    public void I5_a_failed_attempt_that_was_sent_is_charged_its_reserve_and_one_that_was_not_is_free()
    {
        Assert.Equal(2_000, Story.ARun().ModelIsAsked().ModelFails(wasSent: true).Run.Usage.Tokens);
        Assert.Equal(0, Story.ARun().ModelIsAsked().ModelFails(wasSent: false).Run.Usage.Tokens);
    }

    [Fact]
    public void Calls_beyond_those_a_reply_may_hold_are_refused_and_the_others_go() =>
        Story.ARun(Wide with { CallsPerStep = 1 }).ModelCalls(Ask.Look("A1"), Ask.Look("A2")).CallIs(1, CallStatus.Ready).CallIs(2, CallStatus.Refused);

    [Fact]
    public void Calls_beyond_the_runs_are_refused_in_one_halt_and_those_within_it_go_on_after_a_grant()
    {
        var story = Story.ARun(Wide with { Calls = 2 }).ModelIsAsked().ModelReplies([Ask.Look("A1"), Ask.Look("A2"), Ask.Look("A3"), Ask.Look("A4")]).Validated(1).Validated(2);
        story.When.Validated(3).Then<CallRefused, CallRefused, Halted>().IsHalted(HaltReason.CallCap);
        story.Grants(new(Iterations: 1), People.Sam).CallIs(2, CallStatus.Ready).CallIs(4, CallStatus.Refused)
            .Sends(1).Answers(1).Sends(2).Answers(2).ModelAnswers().Is(RunStatus.Completed);
    }

    [Fact]
    public void What_is_granted_in_steps_brings_the_calls_that_these_may_hold()
    {
        var story = Story.ARun(Wide with { Calls = 2, CallsPerStep = 2 }).Succeeds(Ask.Look("A1"), Ask.Look("A2")).ModelCalls([.. Enumerable.Repeat(Ask.Look("A3"), 9)]).IsHalted(HaltReason.CallCap);
        story.Grants(new(Iterations: 2), People.Sam).Succeeds(Ask.Look("A4"), Ask.Look("A5")).Succeeds(Ask.Look("A6"), Ask.Look("A7"));
        Assert.Equal(6, story.Run.Limits.Calls);
        story.ModelCalls(Ask.Look("A8")).IsHalted(HaltReason.CallCap);
        Assert.Equal("7 tool calls were asked for; the limit is 6.", story.Run.Halt!.Message);
    }

    [Fact]
    public void Where_the_calls_are_used_up_a_grant_without_steps_is_refused()
    {
        var story = Story.ARun(Wide with { Calls = 1 }).ModelCalls(Ask.Look("A1"), Ask.Look("A2")).IsHalted(HaltReason.CallCap);
        story.When.Grants(new(CostUsd: 1), People.Sam).ThenRefused(RefusalCode.InvalidRequest).IsHalted(HaltReason.CallCap);
    }

    [Fact]
    public void A_grant_brings_no_writes() =>
        Story.ARun(Wide with { Writes = 1, Iterations = 1 }).Succeeds(Ask.Note("A1")).ModelIsAsked().IsHalted(HaltReason.IterationCap)
            .Grants(new(Iterations: 1), People.Sam).ModelCalls(Ask.Note("A2")).CallIs(1, CallStatus.Refused);

    [Fact]
    public void Writes_beyond_the_runs_are_refused() =>
        Story.ARun(Wide with { Writes = 1 }).ModelCalls(Ask.Note("A1"), Ask.Note("A2")).CallIs(1, CallStatus.Ready).CallIs(2, CallStatus.Refused);

    [Fact]
    public void Proposals_beyond_those_that_may_wait_are_refused() =>
        Story.ARun(Wide with { OpenProposals = 1 }).ModelCalls(Ask.Refund("A1"), Ask.Refund("A2")).CallIs(1, CallStatus.Waiting).CallIs(2, CallStatus.Refused);

    [Fact]
    public void While_halted_nothing_new_starts_but_open_calls_settle_and_decisions_are_recorded()
    {
        var story = Story.ARun(Wide with { WallClockSeconds = 5 }).ModelIsAsked().ModelReplies([Ask.Look(), Ask.Mail("A1"), Ask.Mail("A2"), Ask.Note()], activeMs: 4_000)
            .Validated(1).Validated(2).Validated(3).Approves(2, People.Rita).Sends(2).Comes(2, new ToolOutcome.Succeeded("1"), activeMs: 2_000)
            .Sends(1).IsHalted(HaltReason.WallClock);
        story.Owes();
        story.When.Sends(1).Validated(4).ThenNothing();
        story.When.Approves(3, People.Rita).Then<ProposalApproved>().IsHalted(HaltReason.WallClock);
        story.When.Grants(new(WallClockSeconds: 5), People.Sam).Then<Granted>().Is(RunStatus.Running);
        story.When.Sends(3).Then<CallIntended>();
    }
}
