using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Pages;

/// <summary>Where the principal said what is decided on: marked in their words, which stay as they are.</summary>
public sealed class QuotedTests : BunitContext
{
    private static readonly ProposalView Refund = Proposals.Refund(arguments: """{"amount":1200,"order_id":"#W881","reason":"damaged"}""") with
    {
        Grounding = [new("/amount", "input", null, null), new("/order_id", "input", null, null), new("/reason", "input", null, null)],
    };

    public QuotedTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Proposals.Noon));
    }

    [Theory]
    [InlineData("Refund 1,200.00 for #W881, it is damaged.", "1,200.00", "W881")]
    [InlineData("refund $1,200 (order #w881)", "$1,200", "w881")]
    [InlineData("１２００ for #Ｗ８８１", "１２００", "Ｗ８８１")]
    [InlineData("1.200,00 € please, W8812 is another order", "1.200,00")]
    [InlineData("refund all of it")]
    public void What_is_decided_on_is_marked_in_the_words_of_who_asked_however_it_is_written(string asked, params string[] marked)
    {
        var quote = Show(Refund with { Asked = asked }).Find(".asked .words");
        Assert.Equal(marked, quote.QuerySelectorAll("mark").Select(m => m.TextContent));
        Assert.Equal(asked, quote.TextContent);
    }

    [Fact]
    public void Only_what_decides_is_marked_and_only_what_may_rest_on_these_words()
    {
        Assert.Equal(["W881"], Marked(Refund with { Asked = "1200 damaged #W881", Grounding = [new("/amount", "echo", null, null), new("/order_id", "principal", null, null), new("/reason", "input", null, null)] }));
        Assert.Equal(["1200", "damaged"], Marked(Refund with { Asked = "1200 and damaged", Decisive = [] }));
        Assert.Empty(Marked(Refund with { Asked = "1200 for #W881", Ancestors = [new("r0", "boss", "r0.1.1")] })); // an agent's words
    }

    [Fact]
    public void A_short_number_is_marked_where_it_stands_by_itself() =>
        Assert.Equal(["20"], Marked(Proposals.Refund(arguments: """{"amount":20,"order_id":"#W881","reason":"x"}""") with { Asked = "20 of the 2000, or 20% ", Grounding = [new("/amount", "tooShort", null, null)] }));

    [Fact]
    public void What_was_said_since_is_marked_where_it_came_before_the_call()
    {
        var card = Show(Refund with { Said = [new("It is #W881, for 1200.00", 3, "olga", Proposals.Noon, null), new("No, 1200 is wrong", 4, "olga", Proposals.Noon, null)] });
        Assert.Equal(["W881", "1200.00"], card.FindAll(".asked mark").Select(m => m.TextContent));
    }

    [Fact]
    public void Hostile_words_stay_text_and_keep_their_tokens()
    {
        var quote = Show(Refund with { Asked = "<mark>1200</mark> for \u202e#W881 <img src=x onerror=alert(1)> 12\u200b00" }).Find(".asked .words");
        Assert.Equal(["1200", "W881"], quote.QuerySelectorAll("mark").Select(m => m.TextContent));
        Assert.Equal(["⟦U+202E⟧", "⟦U+200B⟧"], quote.QuerySelectorAll(".token").Select(t => t.TextContent));
        Assert.Empty(quote.QuerySelectorAll("img"));
        Assert.Contains("<img src=x onerror=alert(1)>", quote.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_long_words_the_first_line_that_says_what_is_decided_on_is_in_sight_and_all_of_them_on_demand()
    {
        var asked = string.Join('\n', Enumerable.Range(0, 40).Select(n => $"line {n}").Append("please refund 1200 for #W881").Append("thank you"));
        var card = Show(Refund with { Asked = asked });
        Assert.Equal("… please refund 1200 for #W881\nthank you", card.Find(".asked .words").TextContent);
        card.Find(".asked .more").Click();
        Assert.Equal(asked, card.Find(".asked .words").TextContent);
        Assert.Equal(("Less", "true"), (card.Find(".asked .more").TextContent, card.Find(".asked .more").GetAttribute("aria-expanded")));
    }

    [Fact]
    public void A_long_line_is_cut_before_what_is_decided_on_and_not_within_a_character()
    {
        var words = Show(Refund with { Asked = $"{string.Concat(Enumerable.Repeat("\U0001F600", 150))} 1200" }).Find(".asked .words").TextContent;
        Assert.Equal($"… {string.Concat(Enumerable.Repeat("\U0001F600", 99))} 1200", words);
    }

    [Fact]
    public void Short_words_have_nothing_to_open() => Assert.Empty(Show(Refund with { Asked = "Refund 1200 for #W881" }).FindAll(".asked .more"));

    private IEnumerable<string> Marked(ProposalView proposal) => Show(proposal).FindAll(".asked mark").Select(m => m.TextContent);

    private IRenderedComponent<ProposalCard> Show(ProposalView proposal) => Render<ProposalCard>(c => c.Add(p => p.View, CardView.Of(proposal)).Add(p => p.MayDecide, true));
}
