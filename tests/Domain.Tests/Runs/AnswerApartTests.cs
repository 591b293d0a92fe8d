using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>The word that the work is done, and the reply after it.</summary>
public sealed class AnswerApartTests
{
    [Fact]
    public void After_the_word_that_the_work_is_done_the_answer_is_asked_for() => Story.ARun().LooksAt("A1", "\"a\"").ModelIsAsked().ModelReplies([Ask.Done()])
        .When.Validated(1).Then<CallValidated, CallSucceeded>().Owes(new Effect.AskModel(3, 1, Purpose.Answer))
        .ModelIsTold(1, """{"status":"ok"}""")
        .When.ModelAnswers("All is well.").Then<ModelIntended, ModelReplied, Completed>().Is(RunStatus.Completed);

    [Fact]
    public void Beside_other_calls_the_word_is_refused_and_the_others_are_made() => Story.ARun().ModelIsAsked().ModelReplies([Ask.Look(), Ask.Done()])
        .Validated(1).When.Validated(2).Then<CallRefused>()
        .When.Sends(1).Answers(1).Then<CallIntended, CallSucceeded>().Owes(new Effect.AskModel(2, 1, Purpose.Act));

    [Fact]
    public void The_word_said_again_and_again_is_no_progress()
    {
        var story = Story.ARun().LooksAt("A1", "\"a\"");
        for (var i = 0; i < 4; i++) story.ModelIsAsked().ModelReplies([Ask.Done()]).Validated(1);
        story.When.ModelIsAsked().Then<Halted>().IsHalted(HaltReason.NoProgress);
    }

    [Fact]
    public void The_word_proves_nothing() => Assert.Null(Story.ARun().ModelIsAsked().ModelReplies([Ask.Done()]).Validated(1).Run.Calls["r1.1.1"].Intent);
}
