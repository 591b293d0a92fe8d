using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>A run starts, asks its model, and ends.</summary>
public sealed class ModelCallTests
{
    [Fact]
    public void A_run_owes_its_first_reply() => Story.ARun().Owes(new Effect.AskModel(1, 1, Purpose.Plan)).Is(RunStatus.Running);

    [Fact]
    public void A_run_starts_once() => Story.ARun().When.Do(new RunCommand.Start(
        "r1", RunKind.Agent, null, "desk", People.Paula, "Again.", new(), People.Shop, "{}", Story.Noon)).ThenNothing();

    [Fact]
    public void A_run_that_was_never_started_takes_no_command() =>
        Assert.Equal(RefusalCode.UnknownRun, Assert.IsType<Ruling<RunEvent>.Refused>(RunDecider.Decide(new RunCommand.Wake(Story.Noon), Run.Initial)).Refusal.Code);

    [Fact]
    public void I3_a_model_call_is_written_down_before_it_is_made_and_only_once()
    {
        var story = Story.ARun().When.ModelIsAsked().Then<ModelIntended>();
        story.Owes();
        story.When.Do(story.LastCommand!).ThenNothing();
    }

    [Fact]
    public void A_reply_without_calls_is_the_answer() =>
        Story.ARun().ModelIsAsked().When.ModelReplies([], "All done.").Then<ModelReplied, Completed>().With<Completed>(e => e.Result.ToString(), "All done.").Is(RunStatus.Completed);

    [Fact]
    public void A_reply_with_calls_opens_a_step_whose_calls_are_validated() =>
        Story.ARun().ModelIsAsked().When.ModelReplies([Ask.Look(), Ask.Note()]).Then<ModelReplied>()
            .Owes(new Effect.ValidateCall("r1.1.1"), new Effect.ValidateCall("r1.1.2"));

    [Fact]
    public void A_reply_that_nobody_asked_for_is_ignored() =>
        Story.ARun().When.Do(new RunCommand.RecordModelReply(1, 1, "Hi.", [], null, "stop", 1, Story.Noon)).ThenNothing();

    [Fact]
    public void A_reply_to_an_attempt_that_was_given_up_is_ignored()
    {
        var story = Story.ARun().ModelIsAsked().ModelFails().After(TimeSpan.FromSeconds(5)).ModelIsAsked();
        story.When.Do(new RunCommand.RecordModelReply(1, 1, "Late.", [], null, "stop", 1, story.Now)).ThenNothing();
    }

    [Fact]
    public void An_empty_reply_is_a_failed_attempt() => Story.ARun().ModelIsAsked().When.ModelReplies([], "  ").Then<ModelFailed>().Is(RunStatus.Running);

    [Fact]
    public void A_failed_attempt_is_made_again_after_its_pause()
    {
        var story = Story.ARun().ModelIsAsked().ModelFails();
        story.Owes(new Effect.AskModel(1, 2, Purpose.Plan, Story.Noon.AddSeconds(1)));
        story.When.ModelIsAsked().ThenNothing();
        story.After(TimeSpan.FromSeconds(1)).When.ModelIsAsked().Then<ModelIntended>();
    }

    [Fact]
    public void After_three_attempts_the_run_fails() =>
        Story.ARun().ModelIsAsked().ModelFails().After(TimeSpan.FromSeconds(2)).ModelIsAsked().ModelFails().After(TimeSpan.FromSeconds(2)).ModelIsAsked()
            .When.ModelFails().Then<ModelFailed, Failed>().Is(RunStatus.Failed).Owes();

    [Fact]
    public void A_failure_that_no_attempt_could_mend_fails_the_run_at_once() => Story.ARun().ModelIsAsked().When.ModelFails(mayRetry: false).Then<ModelFailed, Failed>();

    [Fact]
    public void Half_a_reply_is_none_and_where_the_limits_left_no_more_a_grant_lets_it_be_asked_for_again() =>
        Story.ARun(new() { Tokens = 2_000 }).ModelIsAsked().When.ModelReplies([], "The refund was not", new(1000, 0, 1000), finish: "length").Then<ModelFailed, Halted>().IsHalted(HaltReason.CostCap)
            .Grants(new(Tokens: 2_000), People.Sam).Owes(new Effect.AskModel(1, 2, Purpose.Plan));

    [Fact]
    public void A_reply_that_does_not_fit_into_what_a_model_may_write_fails_and_its_calls_are_not_made() =>
        Story.ARun().ModelIsAsked().When.ModelReplies([Ask.Refund()], finish: "length").Then<ModelFailed, Failed>().Is(RunStatus.Failed);

    [Fact]
    public void A_reply_of_which_a_part_was_held_back_is_none() =>
        Story.ARun().ModelIsAsked().When.ModelReplies([], "The refund was", finish: "content_filter").Then<ModelFailed, Failed>().Is(RunStatus.Failed);

    [Fact]
    public void Who_reports_more_input_than_was_reserved_is_charged_it_and_asked_no_more() =>
        Story.ARun().ModelIsAsked(1000).When.ModelReplies([], "Done.", new(1001, 0, 50)).Then<ModelFailed, Failed>().With<ModelFailed>(e => (e.Code, e.Charged.InputTokens), (RunDecider.Overran, 1001L));

    [Fact]
    public void Garbage_from_a_model_becomes_an_error_for_the_model() =>
        Story.ARun().ModelIsAsked().ModelReplies([new("look", "{\"order\":"), new("noSuchTool", "{}"), new("look", """{"order":1}""")])
            .When.Validated(1).Validated(2).Validated(3).Then<CallRefused, CallRefused, CallRefused>().Owes(new Effect.AskModel(2, 1, Purpose.Repair));

    [Fact]
    public void A_forbidden_call_is_refused() => Story.ARun().ModelIsAsked().ModelReplies([Ask.Wipe()]).When.Validated(1).Then<CallRefused>()
        .ModelIsTold(1, """{"status":"invalid","errors":[{"code":"forbidden","layer":"authorization","path":"","message":"This tool may not be called like this."}]}""");

    [Fact]
    public void A_verdict_on_a_call_of_another_run_is_refused() =>
        Story.ARun().When.Do(new RunCommand.RecordVerdict("r9.1.1", Story.ARun().VerdictOn("look", "{}"), Story.Noon)).ThenRefused(RefusalCode.UnknownCall);

    [Fact]
    public void The_purpose_of_a_reply_follows_from_what_happened()
    {
        Assert.Equal(Purpose.Act, PurposeAfter(s => s.Succeeds(Ask.Look())));
        Assert.Equal(Purpose.Repair, PurposeAfter(s => s.ModelCalls(new Ask("look", "{}"))));
        Assert.Equal(Purpose.Act, PurposeAfter(s => s.ModelCalls(new Ask("look", "{}"), Ask.Look()).Sends(2).Answers(2)));
        Assert.Equal(Purpose.Plan, PurposeAfter(s => s.ModelCalls(Ask.Refund()).Rejects(1, People.Rita)));
        Assert.Equal(Purpose.Plan, PurposeAfter(s => s.ModelCalls(Ask.Refund()).Revises(1, People.Rita)));
        Assert.Equal(Purpose.Plan, PurposeAfter(s => s.ModelCalls(Ask.Refund()).Edits(1, People.Rita, """{"order":"A1","amount":10}""").Sends(1).Answers(1)));
        Assert.Equal(Purpose.Plan, PurposeAfter(s => s.ModelCalls(Ask.Look()).Sends(1).ReportsError(1)));
    }

    private static Purpose PurposeAfter(Func<Story, Story> tale) => RunDue.PurposeOf(tale(Story.ARun()).Run);
}
