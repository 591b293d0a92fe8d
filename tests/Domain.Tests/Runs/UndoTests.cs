using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Taking back: by a run of its own, through the gate, at most once.</summary>
public sealed class UndoTests
{
    private static Story Noted => Story.ARun().Succeeds(Ask.Note());

    [Fact]
    public void A_call_is_taken_back_once_however_often_it_is_asked_for()
    {
        Noted.When.IsTakenBack(1, "u1").Then<CallUndoStarted>();
        Noted.IsTakenBack(1, "u1").When.IsTakenBack(1, "u2").ThenNothing();
        Noted.IsTakenBack(1, "u1").When.IsTakenBack(1, "u1").ThenNothing();
    }

    [Fact]
    public void It_may_be_asked_for_again_when_the_last_undo_came_to_nothing() =>
        Noted.IsTakenBack(1, "u1").When.IsTakenBack(1, "u2", ("r1.1.1", "u1")).Then<CallUndoStarted>().IsTakenBack(1, "u3", ("r1.1.1", "u1")).Then<CallUndoStarted>();

    [Fact]
    public void Also_after_the_run_has_ended() => Noted.ModelAnswers().When.IsTakenBack(1, "u1").Then<CallUndoStarted>();

    [Fact]
    public void What_cannot_be_undone_is_not() => Story.ARun().Succeeds(Ask.Refund()).When.IsTakenBack(1, "u1").ThenRefused(RefusalCode.CannotUndo);

    [Fact]
    public void Nor_what_was_not_carried_out() => Story.ARun().IsOut(Ask.Note()).When.IsTakenBack(1, "u1").ThenRefused(RefusalCode.CannotUndo);

    [Fact]
    public void An_undo_makes_the_calls_that_it_was_given_in_their_order_and_asks_no_model() =>
        Story.AnUndo(Ask.Note("A2"), Ask.Note("A1")).Owes(new Effect.CallTool("u1.1.1")).Sends(1).Answers(1).Owes(new Effect.ValidateCall("u1.1.2"))
            .Validated(2).Sends(2).When.Answers(2).Then<CallSucceeded, Completed>().Is(RunStatus.Completed);

    [Fact]
    public void I1_an_undo_goes_by_its_own_tools_class() =>
        Story.AnUndo(Ask.Refund()).Is(RunStatus.AwaitingDecision).Owes().Approves(1, People.Rita).Sends(1).Answers(1).Is(RunStatus.Completed);

    [Fact]
    public void An_undo_that_a_person_turns_down_has_not_undone() => Story.AnUndo(Ask.Refund(), Ask.Note()).Rejects(1, People.Rita).Validated(2).Is(RunStatus.Failed);

    [Fact]
    public void Who_asked_for_the_undo_does_not_decide_it() => Story.AnUndo(Ask.Refund()).When.Approves(1, People.Sam).ThenRefused(RefusalCode.SeparationOfDuties);

    [Theory]
    [InlineData("""{"id":"{result/note/id}","again":"{/order}"}""", """{"id":7,"again":"A1"}""")]
    [InlineData("""{"was":"{facts/status}","for":"{principal.subject}"}""", """{"was":"open","for":"paula"}""")]
    [InlineData("""{"text":"undo {/order} of {result/note/id}"}""", """{"text":"undo A1 of 7"}""")]
    [InlineData("""{"all":"{result}"}""", """{"all":{"note":{"id":7}}}""")]
    public void Its_arguments_come_from_the_call_its_result_and_what_was_looked_up_before_it(string template, string arguments) =>
        Assert.Equal(arguments, Plan(template, out _)!.Arguments.ToString());

    [Theory]
    [InlineData("""{"id":"{result/receipt}"}""", "result/receipt")]
    [InlineData("""{"id":"{/nothing}"}""", "/nothing")]
    [InlineData("""{"id":"{facts/owner}"}""", "facts/owner")]
    public void I8_a_part_that_is_not_recorded_is_named_and_nothing_is_planned(string template, string missing)
    {
        Assert.Null(Plan(template, out var named));
        Assert.Equal(missing, named);
    }

    [Fact]
    public void What_must_still_be_so_travels_with_the_call()
    {
        var still = JsonSerializer.Deserialize<OwnsRule>("""{"tool":"desk.look","arguments":{"order":"{/order}"},"path":"/note","equals":"{result/note/id}"}""", JsonSerializerOptions.Web);
        var check = StillRule.Read(Plan("{}", out _, still)!.Still)!;
        Assert.Equal(("""{"order":"A1"}""", "7"), (check.State!.Arguments.GetRawText(), check.State.In.Single().GetRawText()));
    }

    private static RequestedCall? Plan(string template, out string? missing, OwnsRule? still = null)
    {
        var done = Story.ARun().ModelCalls(Ask.Note()).Sends(1).Answers(1, """{"note":{"id":7}}""").Call(1) with { Facts = [new("status", "desk.look", "h", "/status", "\"open\"", Story.Noon)] };
        return UndoPlan.Of(done, new UndoRule("desk.unnote", JsonElement.Parse(template), still), "u1.1.1", "unnote", People.Paula, out missing);
    }
}
