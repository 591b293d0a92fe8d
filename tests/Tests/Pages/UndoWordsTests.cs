using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Features.Inbox;
using ApprovalConsole.Web.Features.Runs;

namespace ApprovalConsole.Tests.Pages;

/// <summary>An undo as the page of a run says it: never done before it is.</summary>
public sealed class UndoWordsTests
{
    private static Story Undoing => Story.AnUndo(Ask.Note());

    private static string Undone => Undoing.Run.Calls.Values.Single().Undoes!;

    [Fact]
    public void A_call_is_undone_when_its_undo_says_so_and_not_before()
    {
        Assert.Equal(("Is about to be undone", false), Said(null));
        Assert.Equal(("Is being undone", false), Said(Undoing));
        Assert.Equal(("Is being undone", false), Said(Undoing.Sends(1)));
        Assert.Equal(("Undone", false), Said(Undoing.Sends(1).Answers(1)));
    }

    [Fact]
    public void An_undo_that_needs_a_person_waits_for_one()
    {
        var waits = Story.AnUndo(Ask.Refund());
        Assert.Equal(("Its undo waits for a reviewer", false), Said(waits));
        Assert.StartsWith("Was not undone: rejected", Said(waits.Rejects(1, People.Rita)).Words, StringComparison.Ordinal);
        Assert.True(Said(waits.Rejects(1, People.Rita)).IsOver);
    }

    [Fact]
    public void An_undo_that_was_lost_on_its_way_is_neither_done_nor_not_done() => Assert.Equal(("Nobody knows if it was undone", false), Said(Undoing.Sends(1).GoesSilent(1)));

    [Fact]
    public void The_title_of_the_undo_s_tool_says_it_where_it_can()
    {
        var call = new PlannedUndo("r1.1.1", "add_note", "desk.remove_note", "Remove note {/note_id}", Proposals.Json("""{"note_id":"N-1"}"""), Reversibility.Reversible);
        Assert.Equal("Remove note N-1", TitlePart.Plain(UndoWords.TitleOf(call)));
        Assert.Equal("remove_note note_id N-1", TitlePart.Plain(UndoWords.TitleOf(call with { TitleTemplate = null })));
        Assert.Equal("remove_note note_id N-1", TitlePart.Plain(UndoWords.TitleOf(call with { TitleTemplate = "Remove {/note_id} of {facts/customer}" })));
        Assert.True(UndoWords.AsksSomebody(call with { Reversibility = Reversibility.Irreversible }));
        Assert.False(UndoWords.AsksSomebody(call));
    }

    [Fact]
    public void A_run_that_still_works_offers_no_undo_and_a_call_without_a_way_back_none_ever()
    {
        var noted = Story.ARun().Succeeds(Ask.Note());
        Assert.False(RunPageView.Of(noted.Run).HasUndo);
        Assert.Equal(new CallUndoView("r1", "r1.1.1", null, null, MayBegin: false), WayBackOf(noted));
        Assert.True(RunPageView.Of(noted.ModelAnswers().Run) is { HasUndo: true, IsUndoOpen: true });
        Assert.Equal(new CallUndoView("r1", "r1.1.1", null, null, MayBegin: true), WayBackOf(noted));
        var undone = Story.ARun().Succeeds(Ask.Note()).IsTakenBack(1, "u1").ModelAnswers();
        Assert.True(RunPageView.Of(undone.Run) is { HasUndo: true, IsUndoOpen: false });
        Assert.Equal("u1", WayBackOf(undone)!.UndoRunId);
        var refund = Story.ARun().Succeeds(Ask.Refund()).ModelAnswers();
        Assert.False(RunPageView.Of(refund.Run).HasUndo);
        Assert.Null(WayBackOf(refund));
    }

    [Fact]
    public void An_undo_leads_to_the_run_whose_calls_it_takes_back() => Assert.Equal("r1", RunPageView.Of(Undoing.Run).Undoes);

    private static CallUndoView? WayBackOf(Story story) => CallView.Of(story.Run, story.Run.Calls["r1.1.1"]).Undo;

    private static (string Words, bool IsOver) Said(Story? undo) => UndoState.Of(undo?.Run, Undone) is var state ? (state.Words, state.IsOver) : default;
}
