using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Pages;

/// <summary>What is unusual about a proposal, as its card says it.</summary>
public sealed class CardMarkTests : BunitContext
{
    private static readonly ProposalView Refund = Proposals.Refund(arguments: """{"amount":1200,"order_id":"#W881","reason":"damaged"}""");

    public CardMarkTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Proposals.Noon));
    }

    [Fact]
    public void A_card_says_in_words_what_is_unusual_and_what_that_was_held_against()
    {
        var card = Show(Refund with { Marks = [new(MarkKind.FirstToRecipient, "/order_id", null), new(MarkKind.AboveUsual, null, 28)] });
        Assert.Equal(["⚑ first time to this recipient (order_id)", "⚑ above the 95th percentile of this tool"], card.FindAll(".marks li").Select(m => m.TextContent));
        Assert.Equal("More than 95 of 100 of the 28 latest amounts that went out in 90 days.", card.FindAll(".marks li")[1].GetAttribute("title"));
    }

    [Fact]
    public void What_hides_in_an_argument_is_one_of_them_and_there_are_never_more_than_three()
    {
        var hiding = Proposals.Refund(arguments: """{"amount":1200,"order_id":"#W881\u200b","reason":"dam\u202eaged"}""") with { Marks = [new(MarkKind.FirstToRecipient, "/order_id", null), new(MarkKind.AboveUsual, null, 28)] };
        var marks = Show(hiding).FindAll(".marks li");
        Assert.Equal(3, marks.Count);
        Assert.Equal(("⚑ hidden characters", "Characters that do not show by themselves stand in order_id, reason."), (marks[2].TextContent, marks[2].GetAttribute("title")));
    }

    [Theory]
    [InlineData(" #W881")]
    [InlineData("#W881\t")]
    public void Blanks_around_what_decides_hide_too_and_have_to_be_checked(string order)
    {
        var view = CardView.Of(Proposals.Refund(arguments: System.Text.Json.JsonSerializer.Serialize(new { amount = 1200, order_id = order, reason = " damaged " })) with { Decisive = ["/order_id"] });
        Assert.True(view.NeedsCheckNote);
        Assert.Equal("Characters that do not show by themselves stand in order_id.", Assert.Single(MarksView.Of(view)).Why);
        Assert.False(CardView.Of(Refund with { Decisive = ["/order_id"] }).NeedsCheckNote);
    }

    [Fact]
    public void Where_nobody_looked_and_where_all_is_usual_nothing_is_said()
    {
        Assert.True(Show(Refund).Find(".marks").HasAttribute("hidden"));
        Assert.True(Show(Refund with { Marks = [] }).Find(".marks").HasAttribute("hidden"));
    }

    private IRenderedComponent<ProposalCard> Show(ProposalView proposal) => Render<ProposalCard>(c => c.Add(p => p.View, CardView.Of(proposal)).Add(p => p.MayDecide, true));
}
