using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Pages;

/// <summary>What stands beside the values: where they were seen, what was looked up, what was done before.</summary>
public sealed class EvidenceTests : BunitContext
{
    private static readonly ProposalView Traced = Proposals.Refund() with { Before = [new("r1.1.1", "get_order", CallStatus.Succeeded)] };

    public EvidenceTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Proposals.Noon));
    }

    [Theory]
    [InlineData("input", "asked")]
    [InlineData("principal", "the user")]
    [InlineData("record", "get_order · /total")]
    [InlineData("thirdParty", "third party's text")]
    [InlineData("echo", "the agent's own echo")]
    [InlineData("constant", "constant")]
    [InlineData("tooShort", "get_order · /total holds it, too short to prove it")]
    [InlineData("notFound", "not found in any evidence")]
    [InlineData("a word of tomorrow", "not found in any evidence")]
    public void A_chip_says_where_a_value_was_seen(string found, string label) =>
        Assert.Equal(label, Assert.Single(TraceView.Of(Traced with { Grounding = [new("/amount", found, "r1.1.1", "/total")] })).Label);

    [Fact]
    public void A_value_that_was_asked_for_leads_to_the_words_that_asked_for_it()
    {
        var card = Show(Traced with { Grounding = [new("/amount", "input", null, null)] });
        card.Find("button.trace").Click();
        Assert.Equal("true", card.Find("button.trace").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Words_are_shown_by_line_with_the_value_marked_however_it_is_written()
    {
        var lines = SourceLine.OfWords("Dear all,\nrefund $1,200.00 please\n12000 is another", Proposals.Json("1200"));
        Assert.Equal([("Dear all,", false), ("refund $1,200.00 please", true), ("12000 is another", false)], lines.Select(l => (l.Text, l.IsMarked)));
    }

    [Theory]
    [InlineData(-60, "the same deed waits too, 1:00 before")]
    [InlineData(60, "the same deed waits too, asked for later")]
    public void The_same_deed_of_another_run_is_told_with_what_came_first(int seconds, string said) =>
        Assert.Equal(said, LikesView.Of(Traced with { Likes = [new("r0", "r0.1.1", "Waiting", true, Traced.RequestedAt.AddSeconds(seconds))] })!.Text);

    [Fact]
    public void One_waits_and_two_wait()
    {
        ImmutableArray<LikeView> likes = [.. new[] { "Waiting", "Waiting", "Succeeded", "Rejected", "Rejected" }.Select((status, n) => new LikeView($"r{n}", $"r{n}.1.1", status, false, Proposals.Noon.AddDays(-1)))];
        Assert.Equal("5 like it in 90 days: 2 wait too, 1 was done, 2 were rejected", LikesView.Of(Traced with { Likes = likes })!.Text);
    }

    [Theory]
    [InlineData("We are sorry that the kettle arrived broken and send the money back.", "the agent’s own words", false)]
    [InlineData("We are sorry that the kettle arrived broken and send 120.00 back to you.", "not found in any evidence", true)]
    [InlineData("Please write to help@example.com and tell them what has happened.", "not found in any evidence", true)]
    [InlineData("Please go to evil.example/pay and tell them what has happened there.", "not found in any evidence", true)]
    [InlineData("Ana Maria Ruiz", "not found in any evidence", true)]
    public void A_reply_is_the_agents_own_words_unless_it_could_hold_an_id_an_amount_or_an_address(string reply, string label, bool isDoubtful)
    {
        var traced = Proposals.Refund(arguments: $$"""{"amount":120,"order_id":"#W881","reason":"{{reply}}"}""") with { Grounding = [new("/reason", "notFound", null, null)] };
        Assert.True(Assert.Single(TraceView.Of(traced)) is var trace && trace.Label == label && trace.IsDoubtful == isDoubtful && !trace.NeedsCheck, label);
        Assert.True(Assert.Single(TraceView.Of(traced with { Decisive = ["/reason"] })) is { NeedsCheck: true, IsDoubtful: true, Label: "not found in any evidence" }); // what decides is checked, prose or not
        Assert.True(Assert.Single(TraceView.Of(traced with { Decisive = [] })).NeedsCheck);
    }

    [Fact]
    public void A_short_number_that_a_record_holds_leads_to_it_and_is_said_to_prove_nothing()
    {
        var trace = Assert.Single(TraceView.Of(Traced with { Grounding = [new("/amount", "tooShort", "r1.1.1", "/total")] }));
        Assert.EndsWith("/total holds it, too short to prove it", trace.Label, StringComparison.Ordinal);
        Assert.Equal(("r1.1.1", false), (trace.CallId, trace.NeedsCheck));
    }

    [Fact]
    public void A_decisive_value_in_no_evidence_waits_for_a_word_on_how_it_was_checked()
    {
        var card = Show(Traced with { Grounding = [new("/amount", "notFound", null, null)] });
        Assert.True(Approve(card).HasAttribute("disabled"));
        card.Find("#checked").Input("called the customer");
        Assert.False(Approve(card).HasAttribute("disabled"));
    }

    [Fact]
    public void A_third_party_s_value_waits_until_its_source_was_shown()
    {
        var card = Show(Traced with { Grounding = [new("/amount", "thirdParty", "r1.1.1", "/total")] });
        Assert.True(Approve(card).HasAttribute("disabled"));
        card.Find("button.trace").Click();
        Assert.True(Approve(card).HasAttribute("disabled"));
        card.Find("#shown").Click();
        Assert.False(Approve(card).HasAttribute("disabled"));
    }

    [Fact]
    public void A_value_that_does_not_decide_holds_nothing_up() =>
        Assert.False(Approve(Show(Traced with { Grounding = [new("/reason", "notFound", null, null)] })).HasAttribute("disabled"));

    [Fact]
    public void A_source_marks_the_value_and_nothing_else() =>
        Assert.Equal(["  total: 120"], SourceLine.Of("""{"id":"#W881","total":120,"left":120}""", "/total", "120").Where(l => l.IsMarked).Select(l => l.Text));

    [Fact]
    public void Named_facts_are_shown_others_folded_and_quotas_say_why_it_waits()
    {
        var card = CardView.Of(Traced with
        {
            Facts =
            [
                new("total", "desk.get_order", "/total", Proposals.Json("120"), Proposals.Noon), new(null, "desk.get_order", "/status", Proposals.Json("\"open\""), Proposals.Noon),
                new(null, "quota", "/principal/P1D", Proposals.Json("""{"count":3,"of":20,"sum":60,"sumOf":null}"""), Proposals.Noon),
            ],
        });
        Assert.Equal(("total", "desk.get_order /status", "3 of 20 in the last day"), (Assert.Single(card.Facts).Name, Assert.Single(card.OtherFacts).Name, Assert.Single(card.Quotas)));
    }

    [Theory]
    [InlineData("Succeeded", true, true)]
    [InlineData("Unknown", true, true)]
    [InlineData("Rejected", true, false)]
    [InlineData("Succeeded", false, false)]
    public void The_same_deed_done_or_under_way_is_a_warning(string status, bool same, bool warns) =>
        Assert.Equal(warns, LikesView.Of(Traced with { Likes = [new("r0", "r0.1.1", status, same, Proposals.Noon.AddDays(-1))] })!.IsWarning);

    [Fact]
    public void A_held_approval_says_until_when()
    {
        var approved = Traced.DecidedBy("rita", DecisionKind.Approve, ProposalStatus.Approved) with { HoldUntil = Proposals.Noon.AddSeconds(5) };
        Assert.Equal(Proposals.Noon.AddSeconds(5), StateView.Of(approved)!.HeldUntil);
        Assert.Null(StateView.Of(approved with { Status = ProposalStatus.Executing })!.HeldUntil);
    }

    [Fact]
    public void What_is_out_of_date_shows_was_and_is()
    {
        var card = Show(Traced with { Status = ProposalStatus.Stale, Difference = [new("ledger.get", "/due", "120", "110")] });
        Assert.Equal(("120", "110"), (card.Find(".notice del").TextContent, card.Find(".notice ins").TextContent));
        Assert.Contains("What this rested on has changed.", card.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ProposalCard> Show(ProposalView proposal) => Render<ProposalCard>(card => card
        .Add(c => c.View, CardView.Of(proposal)).Add(c => c.MayDecide, true).Add(c => c.Evidence, Seen));

    private static RenderFragment Seen(SourceRequest request) => builder =>
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "id", "shown");
        builder.AddAttribute(2, "onclick", EventCallback.Factory.Create(request, () => request.OnShown.InvokeAsync(request.Trace)));
        builder.CloseElement();
    };

    private static AngleSharp.Dom.IElement Approve(IRenderedComponent<ProposalCard> card) => card.Find("[data-key=a]");
}
