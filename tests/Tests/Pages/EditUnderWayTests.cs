using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Tests.Pages;

public sealed class EditUnderWayTests
{
    private static readonly ToolPolicy First = new() { Title = "Pay" };
    private static readonly ToolPolicy Second = new() { Title = "Pay out" };

    private readonly PageOrder _order = new(null!); // none is sent
    private readonly EditUnderWay<ToolPolicy> _edit;

    public EditUnderWayTests()
    {
        _edit = new(PolicyText.Compact, Judge, _order);
        _edit.See(First, 1);
    }

    [Fact]
    public void What_somebody_else_laid_down_comes_in_by_itself_where_nothing_is_edited()
    {
        _edit.See(Second, 2);
        Assert.Equal(("Pay out", 2, false), (_edit.Terms?.Title, _edit.Read?.Version, _edit.IsOvertaken));
    }

    [Fact]
    public void An_edit_stays_over_the_version_it_was_made_from()
    {
        Type("Pay a lot");
        _edit.See(Second, 2);
        Assert.Equal(("Pay a lot", 1, true), (_edit.Terms?.Title, _edit.Read?.Version, _edit.IsOvertaken));
    }

    [Fact]
    public void Whoever_keeps_theirs_edits_over_the_new_version_and_whoever_drops_it_sees_that()
    {
        Type("Pay a lot");
        _edit.See(Second, 2);
        _edit.KeepMine();
        Assert.Equal(("Pay a lot", 2, false), (_edit.Terms?.Title, _edit.Read?.Version, _edit.IsOvertaken));
        _edit.Drop();
        Assert.Equal(("Pay out", false), (_edit.Terms?.Title, _edit.IsChanged));
    }

    [Fact]
    public void There_is_a_last_look_only_at_what_is_changed_and_holds_up()
    {
        _edit.Review();
        Assert.False(_edit.IsReviewing);
        Type("");
        _edit.Review();
        Assert.False(_edit.IsReviewing);
        Type("Pay a lot");
        _edit.Review();
        Assert.True(_edit.IsReviewing);
    }

    [Fact]
    public void What_is_tried_goes_on_to_the_last_look_or_says_why_not()
    {
        _edit.Try(Second);
        Assert.Equal((true, null), (_edit.IsReviewing, _edit.Said));
        _edit.Try(First);
        Assert.Equal((false, "That is what holds already."), (_edit.IsReviewing, _edit.Said));
        _edit.Try(First, evenUnchanged: true);
        Assert.Equal((true, null), (_edit.IsReviewing, _edit.Said));
        _edit.Try(new() { Title = "" });
        Assert.Equal((false, "It does not hold up: title is empty. Put it right in the form."), (_edit.IsReviewing, _edit.Said));
    }

    [Fact]
    public void What_is_tried_is_over_the_version_that_holds_now()
    {
        Type("Pay a lot");
        _edit.See(Second, 2);
        _edit.Try(First);
        Assert.Equal((2, false, true), (_edit.Read?.Version, _edit.IsOvertaken, _edit.IsChanged));
    }

    [Fact]
    public void Once_it_is_saved_what_holds_is_shown_whatever_was_typed()
    {
        Type("Pay a lot");
        _edit.End();
        _edit.See(Second, 2);
        Assert.Equal(("Pay out", false), (_edit.Terms?.Title, _edit.IsChanged));
    }

    [Fact]
    public void Why_it_was_refused_is_forgotten_with_the_step_it_was_about()
    {
        foreach (var step in new Action[] { _edit.Drop, _edit.Review, _edit.KeepMine, () => _edit.Try(Second) })
        {
            _order.Fault = "Somebody was faster.";
            step();
            Assert.Null(_order.Fault);
        }
    }

    private void Type(string title) => _edit.Change(_edit.Draft.WithTyped("title", Spelled.Text, title));

    private static (ToolPolicy?, ImmutableArray<DraftFault>) Judge(JsonDraft draft) =>
        draft.Judge(PolicyText.Read, policy => string.IsNullOrEmpty(policy.Title) ? [("title", "is empty")] : []);
}
