using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>What a principal says after the input, and what a run asks them: it goes on with their words, within its limits.</summary>
public sealed class ConversationTests
{
    private static Story Asking => Story.ATalk().ModelCalls(Ask.User());

    private static Story AnsweredOnce => Story.ATalk().ModelAnswers("It was sent.");

    [Fact]
    public void A_question_waits_for_the_principal_and_nothing_is_sent() =>
        Asking.Is(RunStatus.AwaitingInput).Owes().WakesAt(Story.Noon.AddHours(1)).CallIs(1, CallStatus.Ready);

    [Fact]
    public void The_next_message_is_its_answer_and_the_run_goes_on() => Asking.When.Hears("A1, please.").Then<MessageReceived>().Is(RunStatus.Running)
        .Owes(new Effect.AskModel(2, 1, Purpose.Act))
        .WouldTell("user: Please help.", "agent: ask_user", """ask_user: {"status":"ok","answer":"A1, please."}""");

    [Fact]
    public void One_message_answers_all_that_the_step_asked() =>
        Story.ATalk().ModelCalls(Ask.User(), Ask.User("And why?")).Hears("A1. It broke.").CallIs(1, CallStatus.Responded).CallIs(2, CallStatus.Responded).Owes(new Effect.AskModel(2, 1, Purpose.Act));

    [Fact]
    public void While_one_waits_for_words_the_reads_beside_it_go() => Story.ATalk().ModelCalls(Ask.User(), Ask.Look()).Is(RunStatus.Running).Sends(2).Answers(2).Is(RunStatus.AwaitingInput);

    [Fact]
    public void A_question_is_waited_for_before_a_decision() => Story.ATalk().ModelCalls(Ask.User(), Ask.Refund()).Is(RunStatus.AwaitingInput).Hears("Yes.").Is(RunStatus.AwaitingDecision);

    [Fact]
    public void A_question_that_nobody_answers_comes_back_expired_and_the_run_goes_on() => Asking.After(TimeSpan.FromHours(1)).When.Wakes().Then<CallUnanswered>()
        .ModelIsTold(1, """{"status":"expired"}""").Owes(new Effect.AskModel(2, 1, Purpose.Plan));

    [Fact]
    public void Not_before_its_time() => Asking.After(TimeSpan.FromMinutes(59)).When.Wakes().ThenNothing();

    [Fact]
    public void Where_the_terms_name_no_asking_the_call_is_refused() => Story.ARun().When.ModelCalls(Ask.User()).Then<ModelIntended, ModelReplied, CallRefused>();

    [Fact]
    public void An_answer_does_not_end_a_run_that_stays_open() => AnsweredOnce.Is(RunStatus.AwaitingInput).Owes().WakesAt(Story.Noon.AddHours(1));

    [Fact]
    public void A_further_message_lets_it_go_on() => AnsweredOnce.When.Hears("When?").Then<MessageReceived>().Is(RunStatus.Running)
        .WouldTell("user: Please help.", "agent: It was sent.", "user: When?").ModelAnswers("On Monday.").Is(RunStatus.AwaitingInput);

    [Fact]
    public void When_nothing_more_is_said_it_ends_with_its_last_answer() => AnsweredOnce.Hears("When?").ModelAnswers("On Monday.").After(TimeSpan.FromHours(1)).When.Wakes().Then<Completed>().Ends(RunStatus.Completed, "On Monday.");

    [Fact]
    public void With_its_last_message_its_answer_ends_it() => AnsweredOnce.Hears("1").ModelAnswers("1").Hears("2").ModelAnswers("2").Hears("3").ModelAnswers("The last.").Ends(RunStatus.Completed, "The last.");

    [Fact]
    public void It_takes_no_more_messages_than_it_may() => Asking.Hears("1").Hears("2").Hears("3").When.Hears("4").ThenRefused(RefusalCode.TooManyMessages);

    [Fact]
    public void What_is_said_while_a_model_works_is_told_to_the_next_one() => Story.ATalk(ConversationTerms.Usual).ModelIsAsked().Hears("Wait, A2!").When.ModelReplies([], "A1 was sent.")
        .Then<ModelReplied, Answered>().WouldTell("user: Please help.", "agent: A1 was sent.", "user: Wait, A2!").ModelAnswers("A2 was sent.").Ends(RunStatus.Completed, "A2 was sent.");

    [Fact]
    public void When_that_model_fails_the_next_attempt_is_told() => Story.ATalk().ModelIsAsked().Hears("A2!").ModelFails(pauseSeconds: 0).WouldTell("user: Please help.", "user: A2!")
        .ModelAnswers("A2.").Is(RunStatus.AwaitingInput);

    [Fact]
    public void A_request_that_does_not_hold_the_last_message_is_not_sent()
    {
        var story = Story.ATalk().ModelIsAsked().ModelFails(pauseSeconds: 0);
        var asked = (RunCommand.BeginModelCall)Story.ATalk().ModelIsAsked().LastCommand!;
        story.Hears("A2!").When.Do(asked with { Attempt = 2 }).ThenNothing().Do(asked with { Attempt = 2, MessagesTold = 1 }).Then<ModelIntended>();
    }

    [Fact]
    public void I2_The_same_message_twice_is_one() => Asking.Hears("A1.", "k").When.Hears("A1.", "k").ThenNothing();

    [Fact]
    public void The_same_key_with_other_words_is_refused() => Asking.Hears("A1.", "k").When.Hears("A2.", "k").ThenRefused(RefusalCode.IdempotencyKeyReused);

    [Fact]
    public void Only_who_started_the_run_passes_messages_on() => Asking.When.Hears("Pay me.", by: People.Sam).ThenRefused(RefusalCode.BeyondAuthority);

    [Fact]
    public void A_message_says_something() => Asking.When.Hears(" \u200b").ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void A_run_that_has_ended_takes_none() => Story.ARun().ModelAnswers().When.Hears("More!").ThenRefused(RefusalCode.RunEnded);

    [Fact]
    public void Nor_does_one_that_works_for_another_run() => Story.Told("Please help.", parent: "r0").When.Hears("More!").ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void Nor_an_agent_that_runs_elsewhere() => Story.ASession().When.Hears("More!").ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void A_halted_run_hears_and_does_nothing_before_it_may_go_on() => Story.ATalk(limits: new() { Iterations = 1 }).ModelCalls(Ask.User()).Hears("A1.").ModelIsAsked().IsHalted(HaltReason.IterationCap)
        .When.Hears("Well?").Then<MessageReceived>().Is(RunStatus.Halted).Owes();

    [Fact]
    public void I6_For_one_message_a_run_takes_no_more_steps_than_its_terms_say()
    {
        var story = Story.ATalk(Story.Talk with { PerMessage = new() { Iterations = 1 } });
        story.ModelCalls(Ask.User()).Hears("A1.").ModelCalls(Ask.User()).Hears("A2.").LooksAt("A2", "\"a\"").When.ModelIsAsked().Then<Halted>().IsHalted(HaltReason.IterationCap);
    }

    [Fact]
    public void I5_A_message_never_widens_the_limits_of_the_run() =>
        Story.ATalk(Story.Talk with { PerMessage = new() { Iterations = 5 } }, new() { Iterations = 2 }).ModelCalls(Ask.User()).Hears("A1.").ModelCalls(Ask.User()).Hears("A2.").When.ModelIsAsked().Then<Halted>().IsHalted(HaltReason.IterationCap);

    [Fact]
    public void I5_A_model_is_given_no_more_money_than_the_message_may_cost()
    {
        var bounded = Story.ATalk(Story.Talk with { PerMessage = new() { CostUsd = 0.001m } }).When.ModelIsAsked(inputTokens: 100, outputTokens: 1_000_000);
        Assert.True(bounded.Run.Model is null || bounded.Run.ReservedUsd <= 0.001m);
        Assert.True(Story.ATalk().ModelIsAsked(inputTokens: 100, outputTokens: 1_000_000).Run.ReservedUsd > 0.001m);
    }

    [Fact]
    public void A_grant_lifts_the_bound_of_a_message_too() => Story.ATalk(Story.Talk with { PerMessage = new() { Iterations = 1 } }).LooksAt("A1", "\"a\"").ModelIsAsked().IsHalted(HaltReason.IterationCap)
        .Grants(new(Iterations: 1), People.Sam).ModelAnswers().Is(RunStatus.AwaitingInput);

    [Fact]
    public void I6_What_is_said_while_a_run_is_halted_adds_nothing_to_what_a_grant_gives() => Story.ATalk(Story.Talk with { PerMessage = new() { Iterations = 2 } }).LooksAt("A1", "\"a\"").LooksAt("A2", "\"b\"").ModelIsAsked().IsHalted(HaltReason.IterationCap)
        .Hears("Well?").Hears("Go on!").Grants(new(Iterations: 1), People.Sam).LooksAt("A3", "\"c\"").When.ModelIsAsked().Then<Halted>();

    [Theory]
    [InlineData(" ")]
    [InlineData("\u200b")]
    [InlineData(" \u200b\u2060 ")]
    public void A_question_that_nobody_can_see_is_refused(string question) => Story.ATalk().When.ModelCalls(new Ask("ask_user", $$"""{"question":"{{question}}"}""")).Then<ModelIntended, ModelReplied, CallRefused>();

    [Fact]
    public void A_message_is_progress() => Story.ATalk(Story.Talk with { Messages = 9 }, new() { Iterations = 20, NoProgressSteps = 2 }).LooksAt("A1", "\"a\"").LooksAt("A1", "\"a\"").ModelCalls(Ask.User()).Hears("Once more.")
        .LooksAt("A1", "\"a\"").ModelIsAsked().Is(RunStatus.Running);

    [Fact]
    public void What_the_principal_says_is_evidence_as_the_input_is() => Asking.Hears("It is ORDER-4711.").Finds("\"ORDER-4711\"", Found.Input);

    [Fact]
    public void What_the_run_said_first_is_not_proven_by_being_repeated() => Story.ATalk().ModelCalls(Ask.User("Is it ORDER-4711?")).Hears("Yes, ORDER-4711.").Finds("\"ORDER-4711\"", Found.Echo);

    [Fact]
    public void Nor_by_words_that_came_after_the_step() => Assert.Equal(Found.NotFound, Assert.Single(Grounds.Of(Json.JsonOf.Text("""["ORDER-4711"]"""), Json.JsonOf.Text("{}"), Evidence.Before(Asking.Hears("ORDER-4711").Run, 1))).Found);

    [Fact]
    public void An_answer_that_a_person_lets_go_keeps_the_run_open() => Story.ATalk(needs: AnswerNeeds.Person).Concludes("It was sent.").Is(RunStatus.AwaitingDecision)
        .When.Approves(1, People.Rita).Sends(1).Is(RunStatus.AwaitingInput).Hears("When?").WouldTell("user: Please help.", "agent: It was sent.", "user: When?");

    [Fact]
    public void A_cancelled_run_asks_nothing_any_more() => Asking.When.Do(new RunCommand.Cancel(People.Sam, "", Story.Noon)).Is(RunStatus.Cancelled);
}
