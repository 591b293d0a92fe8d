using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;

namespace ApprovalConsole.Tests.Pages;

public sealed class BarViewTests
{
    [Fact]
    public void What_is_plainly_right_takes_one_key() => Assert.True(Bar(Proposals.Refund()).CanApprove);

    [Fact]
    public void Who_is_no_reviewer_looks_and_is_told_why()
    {
        var bar = Bar(Proposals.Refund(), mayDecide: false);
        Assert.Equal((false, false), (bar.CanAnswer, bar.CanApprove));
        Assert.Contains("Reviewer", bar.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void While_an_answer_is_out_there_is_no_second() => Assert.False(Bar(Proposals.Refund(), isSending: true).CanAnswer);

    [Fact]
    public void A_long_value_is_opened_before_it_is_approved()
    {
        var proposal = Proposals.Refund(arguments: $$"""{"amount":120,"order_id":"#W881","reason":"{{new string(' ', 5000)}}and 900 more"}""");
        Assert.False(Bar(proposal).CanApprove);
        Assert.True(Bar(proposal).CanAnswer); // it can be rejected unread
        Assert.True(Bar(proposal, opened: ["reason"]).CanApprove);
    }

    [Fact]
    public void Hidden_characters_in_a_value_that_decides_must_be_accounted_for()
    {
        var proposal = Proposals.Refund(arguments: """{"amount":120,"order_id":"#W8​81","reason":"damaged"}""");
        Assert.False(Bar(proposal).CanApprove);
        Assert.True(Bar(proposal, checkedHow: "compared with the ticket").CanApprove);
    }

    [Fact]
    public void Hidden_characters_in_words_that_decide_nothing_hold_nobody_up() =>
        Assert.True(Bar(Proposals.Refund(arguments: """{"amount":120,"order_id":"#W881","reason":"dam​aged"}""")).CanApprove);

    [Fact]
    public void A_critical_value_is_typed_again()
    {
        Assert.False(Bar(Proposals.Refund().Critical()).CanApprove);
        Assert.False(Bar(Proposals.Refund().Critical(), reentered: "12").CanApprove);
        Assert.True(Bar(Proposals.Refund().Critical(), reentered: " 120 ").CanApprove);
    }

    [Fact]
    public void Who_has_approved_waits_for_another_person() =>
        Assert.False(Bar(Proposals.Refund().Critical() with { Approvals = new(1, true) }, reentered: "120").CanAnswer);

    [Fact]
    public void Others_approvals_are_counted_without_names() =>
        Assert.Equal("needs 2 people, 1 of 2", CardView.Of(Proposals.Refund().Critical() with { Approvals = new(1, false) }).People);

    [Theory]
    [InlineData(Reversibility.Irreversible, 0.9, true)]
    [InlineData(Reversibility.Irreversible, 1.0, false)]
    [InlineData(Reversibility.Critical, 3.9, true)]
    [InlineData(Reversibility.Critical, 4.0, false)]
    public void An_approval_faster_than_reading_is_refused(Reversibility reversibility, double seconds, bool tooSoon) =>
        Assert.Equal(tooSoon, Dwell.WhyTooSoon(reversibility, TimeSpan.FromSeconds(seconds)) is not null);

    [Fact]
    public void A_card_whose_paint_was_never_acknowledged_cannot_be_approved() => Assert.NotNull(Dwell.WhyTooSoon(Reversibility.Irreversible, null));

    [Fact]
    public void While_an_equal_call_may_have_happened_nobody_approves_and_everybody_may_say_no()
    {
        var bar = BarView.Of(CardView.Of(Proposals.Refund()), true, false, new HashSet<string>(), "", "", standing: new(null, null) { UnknownLike = "r0.3.1" });
        Assert.Equal((true, false), (bar.CanAnswer, bar.CanApprove));
        Assert.Contains("Settle the equal call", bar.Hint, StringComparison.Ordinal);
    }

    private static BarView Bar(ProposalView proposal, bool mayDecide = true, bool isSending = false, string[]? opened = null, string checkedHow = "", string reentered = "") =>
        BarView.Of(CardView.Of(proposal), mayDecide, isSending, (opened ?? []).ToHashSet(), checkedHow, reentered);
}
