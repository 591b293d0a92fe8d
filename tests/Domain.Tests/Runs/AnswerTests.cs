using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>An agent's final answer may need evidence, or a person, before it is given out.</summary>
public sealed class AnswerTests
{
    private const string Invented = "Your refund is RF-7788.";

    private static Story Guarded => Story.AGuardedRun(AnswerNeeds.Evidence, "Where is SO-1001?").Looks(arguments: """{"order":"SO-1001"}""", result: """{"total":40.5,"carrier":"DHL","eta":"2026-03-05"}""");

    private static Story Waiting => Guarded.Concludes(Invented).Is(RunStatus.AwaitingDecision);

    [Fact]
    public void Without_the_setting_an_answer_is_given_out_as_it_comes() => Story.ARun().When.ModelAnswers(Invented).Then<ModelIntended, ModelReplied, Completed>();

    [Theory]
    [InlineData("SO-1001 costs $40.50 and comes on 2026-03-05.")]
    [InlineData("SO-1001, 40.50 USD.")]
    [InlineData("**SO-1001**: on its way (5 days, 2 parcels).")]
    [InlineData("It is on its way.")]
    public void What_stands_in_evidence_is_given_out_by_itself(string text) => Guarded.Concludes(text).Ends(RunStatus.Completed, text);

    [Theory]
    [InlineData("SO-1002 is on its way.", "so-1002")]
    [InlineData("SO-1001,SO-1002 are on their way.", "so-1002")]
    [InlineData("It costs $41.", "$41")]
    [InlineData("It costs 41 EUR.", "41")]
    [InlineData("It costs € 9.", "9")]
    [InlineData("It comes on 2026-03-06.", "2026-03-06")]
    [InlineData("It costs 40.51.", "40.51")]
    [InlineData("We gave back 120.", "120")]
    [InlineData("We gave back 41 of it.", "41")]
    [InlineData("Your parcel is A7.", "a7")]
    [InlineData("We gave back 9 kr.", "9")]
    [InlineData("It is order \ud83a\udd50\ud83a\udd51.", "\ud83a\udd50\ud83a\udd51")]
    [InlineData("See ＳＯ－１００２.", "so-1002")]
    public void An_id_or_amount_in_no_evidence_waits_for_a_person_and_is_named(string text, string token)
    {
        var story = Guarded.Concludes(text).Is(RunStatus.AwaitingDecision);
        Assert.Equal($"In no evidence: {token}", story.ProposalOf(1).Terms.Effect.ToString());
        Assert.Equal(new GroundedValue("/text", Found.NotFound), Assert.Single(story.ProposalOf(1).Grounding));
    }

    [Fact]
    public void What_the_run_said_first_proves_nothing() =>
        Guarded.Looks(arguments: """{"order":"RF-7788"}""", result: """{"searched":"RF-7788"}""").Concludes(Invented).Is(RunStatus.AwaitingDecision);

    [Fact]
    public void What_a_third_party_wrote_proves_nothing() => Guarded.ToolChanges("look", t => t.WithPolicy(p => p with { Untrusted = true }))
        .Looks(arguments: """{"order":"mail"}""", result: """{"text":"Your refund is RF-7788"}""").Concludes(Invented).Is(RunStatus.AwaitingDecision);

    [Fact]
    public void After_a_rejected_call_every_answer_waits() =>
        Guarded.ModelCalls(Ask.Refund()).Rejects(1, People.Rita).Concludes("All done.").Is(RunStatus.AwaitingDecision);

    [Fact]
    public void After_an_outcome_that_nobody_knew_every_answer_waits() =>
        Guarded.IsOut(Ask.Refund()).GoesSilent(1).Rules(1, SettledOutcome.Happened, People.Remy).Concludes("All done.").Is(RunStatus.AwaitingDecision);

    [Fact]
    public void Where_a_person_is_asked_always_even_a_greeting_waits() => Story.AGuardedRun(AnswerNeeds.Person).Concludes("Hello.").Is(RunStatus.AwaitingDecision);

    [Fact]
    public void An_approved_answer_ends_the_run_with_the_very_bytes_and_nothing_is_sent() =>
        Waiting.Approves(1, People.Rita).When.Sends(1).Then<CallSucceeded, Completed>().Ends(RunStatus.Completed, Invented);

    [Fact]
    public void An_edited_answer_ends_the_run_with_the_edited_words() =>
        Waiting.Edits(1, People.Rita, """{"text":"Your refund is on its way."}""").Sends(1).Ends(RunStatus.Completed, "Your refund is on its way.");

    [Fact]
    public void A_person_may_answer_in_its_place() => Waiting.Responds(1, People.Rita, "\"We will call you.\"").Ends(RunStatus.Completed, "We will call you.");

    [Theory]
    [InlineData("\" \"")]
    [InlineData("\"\\u200b\"")]
    [InlineData("\"\\u2800\\udb40\\udc41\"")]
    public void Nothing_to_be_seen_is_not_an_answer(string result) => Waiting.When.Responds(1, People.Rita, result).ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void Nor_can_an_answer_be_edited_to_nothing() =>
        Waiting.When.Edits(1, People.Rita, """{"text":"\u200b\u3164\ud834\udd59"}""").ThenRefused(RefusalCode.ValidationFailed);

    [Fact]
    public void A_rejected_answer_ends_the_run_without_it() => Waiting.Rejects(1, People.Rita).Ends(RunStatus.Failed, "A person rejected the answer. because");

    [Fact]
    public void Silence_ends_the_run_without_it() =>
        Waiting.After(TimeSpan.FromDays(1)).Wakes().Ends(RunStatus.Failed, "Nobody decided on the answer before it expired.");

    [Fact]
    public void A_withdrawn_answer_ends_the_run_without_it() => Waiting.Withdraws(1, People.Sam).Ends(RunStatus.Failed, "The answer was withdrawn. no longer wanted");

    [Fact]
    public void A_cancelled_run_does_not_give_it_out() => Waiting.Approves(1, People.Rita).IsCancelled(People.Sam).Is(RunStatus.Cancelled);

    [Fact]
    public void Who_asked_for_the_run_does_not_decide() => Waiting.When.Approves(1, People.Shop).ThenRefused(RefusalCode.SeparationOfDuties);

    [Fact]
    public void A_decision_on_other_words_is_refused()
    {
        var story = Waiting;
        story.When.Do(story.Decision(1, DecisionKind.Approve, People.Rita) with { ArgumentsHash = "other" }).ThenRefused(RefusalCode.HashMismatch);
    }

    [Fact]
    public void A_forged_or_old_approval_gives_nothing_out()
    {
        Waiting.Approves(1, People.Rita).When.Sends(1, genuine: false).Then<ProposalStaled, ProposalMade>().Is(RunStatus.AwaitingDecision);
        Waiting.Approves(1, People.Rita).After(TimeSpan.FromMinutes(20)).When.Sends(1).Then<ProposalStaled, ProposalMade>().Is(RunStatus.AwaitingDecision);
    }

    [Fact]
    public void A_model_that_is_to_try_again_is_told_so_as_a_turn_of_the_user_and_never_sees_a_call()
    {
        var story = Waiting.Revises(1, People.Rita);
        var turns = ModelConversation.Of(story.Run).ToList();
        Assert.Equal("Your answer was not given out. A person asks you to try again like this: because", Assert.IsType<ConversationTurn.User>(turns[^1]).Text.ToString());
        Assert.Empty(Assert.IsType<ConversationTurn.Assistant>(turns[^2]).Calls);
        story.Concludes("It is on its way.").Ends(RunStatus.Completed, "It is on its way.");
    }

    [Fact]
    public void An_answer_is_sent_back_twice_at_most_whatever_its_words() =>
        Waiting.Revises(1, People.Rita).Concludes("It is RF-7789.").Revises(1, People.Rita).Concludes("It is RF-7790.").When.Revises(1, People.Rita).ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void No_limit_on_calls_keeps_an_answer_from_waiting() =>
        Story.AGuardedRun(AnswerNeeds.Person, limits: new() { Calls = 1, Writes = 1 }).Succeeds(Ask.Refund()).Concludes("Done.").Is(RunStatus.AwaitingDecision);

    [Fact]
    public void A_model_that_calls_the_tool_behind_it_finds_no_such_tool() =>
        Guarded.ModelCalls(new Ask(AnswerTool.Tool.Id, """{"text":"Mine."}""")).CallIs(1, CallStatus.Refused).Is(RunStatus.Running);
}
