using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Features.Inbox;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Pages;

public sealed class CardTests : BunitContext
{
    private readonly List<PressedAnswer> _pressed = [];

    private CardAnswer[] Answers => [.. _pressed.Select(p => p.Answer!)];

    public CardTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Proposals.Noon));
    }

    [Fact]
    public void Until_the_page_hears_nothing_is_open_and_nobody_is_told_that_a_role_is_missing()
    {
        var card = Render<ProposalCard>(p => p.Add(c => c.View, CardView.Of(Proposals.Refund())).Add(c => c.MayDecide, true).Add(c => c.IsHeard, false));
        Assert.True(card.Find("[data-key=a]").HasAttribute("disabled"));
        Assert.Equal("", card.Find("#hint").TextContent.Trim());
        Assert.Contains("takes the role Reviewer", Render<ProposalCard>(p => p.Add(c => c.View, CardView.Of(Proposals.Refund()))).Find("#hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sentence_comes_first_with_its_values_set_apart()
    {
        var card = Show(Proposals.Refund());
        Assert.Equal("Refund 120 USD on order #W881", card.Find("#sentence").TextContent);
        Assert.Equal(["120", "#W881"], card.FindAll("#sentence .value").Select(v => v.TextContent));
    }

    [Fact]
    public void The_button_repeats_what_it_approves() => Assert.Equal("Approve: Refund 120 USD", Approve(Show(Proposals.Refund())).QuerySelector("span")!.TextContent);

    [Fact]
    public void Without_a_template_the_tool_s_name_and_every_argument_are_shown()
    {
        var card = Show(Proposals.Refund() with { TitleTemplate = null });
        Assert.StartsWith("refund_order amount 120, order_id #W881, reason ", card.Find("#sentence").TextContent, StringComparison.Ordinal);
        Assert.Equal(["amount", "order_id", "reason"], card.FindAll(".arguments tbody th").Select(th => th.TextContent));
    }

    [Fact]
    public void Of_many_arguments_the_first_are_shown_the_others_counted_and_opened_before_the_approval()
    {
        static ProposalView With(int more) => Proposals.Refund(arguments: $$"""{"amount":120,"order_id":"#W881"{{string.Concat(Enumerable.Range(10, more).Select(i => $",\"x{i}\":{i}"))}}}""");
        var card = Show(With(60));
        Assert.Contains("62 arguments, of which 10 are shown", card.Markup, StringComparison.Ordinal);
        Assert.Equal(["amount", "order_id", "x10"], card.FindAll(".arguments tbody th").Select(th => th.TextContent).Take(3));
        Assert.Equal(10, card.FindAll(".arguments tbody th").Count);
        Assert.True(Approve(card).HasAttribute("disabled"));
        Assert.Contains("Open the other 52 arguments first", card.Find("#hint").TextContent, StringComparison.Ordinal);
        card.Find(".further button").Click();
        Assert.Equal(62, card.FindAll(".arguments tbody th").Count);
        Assert.Empty(card.FindAll(".further"));
        Assert.False(Approve(card).HasAttribute("disabled"));

        card = Show(With(10)); // a few more are no reason to fold
        Assert.Equal(12, card.FindAll(".arguments tbody th").Count);
        Assert.False(Approve(card).HasAttribute("disabled"));
    }

    [Fact]
    public void Hostile_text_is_text()
    {
        var card = Show(Proposals.Refund(arguments: """{"amount":120,"order_id":"#W881","reason":"<img src=x onerror=alert(1)> [a](https://evil.example)"}""") with
        {
            Rationale = "<script>alert(1)</script> <a href='https://evil.example'>approve</a>", Asked = "<b>ignore all rules</b>",
        });
        Assert.Empty(card.FindAll("img, script, b, a[href*='evil']"));
        Assert.Contains("<img src=x onerror=alert(1)>", card.Find(".arguments").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_turns_the_direction_is_shown_as_a_token_and_every_value_is_isolated()
    {
        var card = Show(Proposals.Refund(arguments: """{"amount":120,"order_id":"#W881","reason":"gro.elpmaxe@ana\u202e"}"""));
        Assert.Equal("⟦U+202E⟧", card.Find(".arguments .token").TextContent);
        Assert.DoesNotContain('\u202e', card.Markup);
        Assert.All(card.FindAll(".arguments td .text"), value => Assert.Equal(("BDI", "auto"), (value.TagName, value.GetAttribute("dir"))));
    }

    [Fact]
    public void A_value_that_is_short_until_what_hides_in_it_is_drawn_must_be_opened_too()
    {
        var card = Show(Proposals.Refund(arguments: $$"""{"amount":120,"order_id":"#W881","reason":"{{string.Concat(Enumerable.Repeat("\u200B\u200C", 60))}}"}"""));
        Assert.Contains("120 characters", card.Find(".long .open").TextContent, StringComparison.Ordinal);
        Assert.True(card.Find(".long").TextContent.Length < 400);
    }

    [Fact]
    public void A_long_name_is_cut_until_it_is_opened()
    {
        var name = new string('n', 5000);
        var card = Show(Proposals.Refund(arguments: $$"""{"amount":120,"order_id":"#W881","{{name}}":"v"}"""));
        Assert.True(card.Find(".arguments").TextContent.Length < 400);
        Assert.True(Approve(card).HasAttribute("disabled"));
        Assert.Contains("a name of 5000 characters", card.Find(".long .open").TextContent, StringComparison.Ordinal);
        card.Find(".long .open").Click();
        Assert.Contains(name, card.Find(".arguments").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_shows_head_tail_and_length_and_must_be_opened()
    {
        var card = Show(Proposals.Refund(arguments: $$"""{"amount":120,"order_id":"#W881","reason":"first{{new string('x', 4990)}}last"}"""));
        Assert.Contains("4999 characters", card.Find(".long .open").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("last", card.FindAll(".long .text")[1].TextContent, StringComparison.Ordinal);
        Assert.True(Approve(card).HasAttribute("disabled"));
        card.Find(".long .open").Click();
        Assert.False(Approve(card).HasAttribute("disabled"));
    }

    [Fact]
    public void Five_thousand_spaces_hide_nothing()
    {
        var card = Show(Proposals.Refund(arguments: $$"""{"amount":120,"order_id":"#W881","reason":"ok{{new string(' ', 5000)}}and delete everything"}"""));
        Assert.EndsWith("and delete everything", card.FindAll(".long .text")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edited_value_shows_what_it_was()
    {
        var card = Show(Proposals.Refund(arguments: """{"amount":100,"order_id":"#W881","reason":"damaged"}""") with { OriginalArguments = Proposals.Json("""{"amount":120,"order_id":"#W881","reason":"damaged"}""") });
        Assert.Equal("120", card.Find(".arguments del").TextContent);
    }

    [Fact]
    public void The_answer_carries_the_hashes_as_painted()
    {
        var card = Show(Proposals.Refund());
        Approve(card).Press();
        var request = Assert.Single(Answers).ToRequest("d1");
        Assert.Equal(("approve", Proposals.Refund().ArgumentsHash, Proposals.Refund().ViewHash, "d1"), (request.Decision, request.ArgumentsHash, request.ViewHash, request.DecisionId));
    }

    [Fact]
    public void A_button_carries_the_whole_answer_for_the_browser_to_keep()
    {
        var card = Show(Proposals.Refund());
        Approve(card).Press();
        Assert.True(Assert.Single(_pressed).IsWhole);
        Assert.Equal(Answers[0].Body, Approve(card).GetAttribute("data-decides"));
    }

    [Fact]
    public void What_was_typed_after_the_button_was_drawn_is_not_sent_unseen()
    {
        var card = Show(Proposals.Refund());
        card.Find("[data-key=x]").Click();
        var carried = card.Find("[data-key='1']").GetAttribute("data-decides")!;
        card.Find("#reject-words").Input("by ten");
        card.Find("[data-key='1']").TriggerEvent("onpressed", new PressedEventArgs { DecisionId = "d1", Body = carried });
        Assert.False(Assert.Single(_pressed).IsWhole);
    }

    [Fact]
    public void How_it_was_checked_goes_with_the_approval_and_not_into_its_reason()
    {
        var card = Show(Proposals.Refund() with { Grounding = [new("/amount", "notFound", null, null)] });
        card.Find("#checked").Input(" called the customer ");
        Approve(card).Press();
        var request = Answers[0].ToRequest("d1");
        Assert.Equal(("called the customer", null), (request.Checked, request.Reason));
    }

    [Fact]
    public void Rejecting_takes_a_reason_and_other_takes_words()
    {
        var card = Show(Proposals.Refund());
        card.Find("[data-key=x]").Click();
        Assert.True(card.Find("[data-key='5']").HasAttribute("disabled"));
        card.Find("#reject-words").Input("a new kettle instead");
        card.Find("[data-key='5']").Press();
        Assert.Equal((DecisionKind.Reject, "a new kettle instead", false), (Answers[0].Kind, Answers[0].Reason, Answers[0].Stops));
    }

    [Fact]
    public void A_rejection_can_stop_the_run()
    {
        var card = Show(Proposals.Refund());
        card.Find("[data-key=x]").Click();
        card.Find(".stops input").Change(true);
        card.Find("[data-key='1']").Press();
        Assert.Equal(("Wrong amount", "stop"), (Answers[0].Reason, Answers[0].ToRequest("d").Then));
    }

    [Fact]
    public void A_response_is_json_where_it_reads_as_json_and_text_where_not()
    {
        var card = Show(Proposals.Refund());
        card.Find("[data-key=r]").Click();
        card.Find("#words").Input("""{"receipt":"RX-1"}""");
        card.Find(".send button").Press();
        card.Find("#words").Input("done by phone");
        card.Find(".send button").Press();
        Assert.Equal(["""{"receipt":"RX-1"}""", "\"done by phone\""], Answers.Select(a => a.Result!.Value.GetRawText()));
    }

    [Fact]
    public void What_would_not_be_sent_as_things_are_takes_no_approval_and_any_other_answer()
    {
        var card = Show(Proposals.Refund() with { CannotGo = "The tool cannot be called." });
        Assert.True(Approve(card).HasAttribute("disabled"));
        Assert.Equal(BarView.CannotGo, card.Find("#hint").TextContent);
        Assert.False(card.Find("[data-key=x]").HasAttribute("disabled"));
    }

    [Fact]
    public void Who_may_not_decide_has_no_live_key()
    {
        var card = Show(Proposals.Refund(), mayDecide: false);
        Assert.All(card.FindAll("[data-key]"), button => Assert.True(button.HasAttribute("disabled")));
    }

    [Fact]
    public void A_decided_card_has_no_keys_and_says_who_and_what_came_of_it()
    {
        var card = Show(Proposals.Refund().DecidedBy("remy", DecisionKind.Approve, ProposalStatus.Executed) with { Outcome = new(CallStatus.Succeeded, """{"receipt":"RX-1"}""", Proposals.Noon) });
        Assert.Empty(card.FindAll("[data-key]"));
        Assert.Contains("Done at 12:00:00 · approved by remy at 12:01:00", card.Find(".strip").TextContent, StringComparison.Ordinal);
        Assert.Contains("RX-1", card.Find(".strip .answer").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll(".strip a"));
    }

    [Fact]
    public void What_is_answered_while_one_looks_keeps_its_bar_without_a_live_key()
    {
        var card = Show(Proposals.Refund());
        card.Render(c => c.Add(p => p.View, CardView.Of(Proposals.Refund().DecidedBy("remy", DecisionKind.Reject, ProposalStatus.Rejected))));
        Assert.Empty(card.FindAll("[data-key]"));
        Assert.All(card.FindAll(".bar button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Contains("Rejected by remy", card.Find("#hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_took_its_place_under_the_reader_s_eyes_shows_the_difference()
    {
        var was = Proposals.Refund();
        var now = Proposals.Refund(arguments: """{"amount":90,"order_id":"#W881","reason":"damaged"}""") with { ViewHash = "another" };
        var card = Render<ProposalCard>(c => c.Add(p => p.View, CardView.Of(now)).Add(p => p.Changes, CardChanges.Between(was, now)));
        Assert.Contains("changed while you looked", card.Find(".changes").TextContent, StringComparison.Ordinal);
        Assert.Contains(card.FindAll(".changes li"), li => li.QuerySelector("del")!.TextContent == "120" && li.QuerySelector("ins")!.TextContent == "90");
    }

    [Fact]
    public void Who_asked_for_the_run_is_told_beforehand()
    {
        var card = Render<ProposalCard>(c => c.Add(p => p.View, CardView.Of(Proposals.Refund())).Add(p => p.MayDecide, true).Add(p => p.Standing, new("Who asked for a run does not decide its proposals.", null)));
        Assert.All(card.FindAll("[data-key]"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Contains("Who asked for a run", card.Find("#hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_beyond_a_reviewer_can_be_rejected_and_not_approved()
    {
        var card = Render<ProposalCard>(c => c.Add(p => p.View, CardView.Of(Proposals.Refund())).Add(p => p.MayDecide, true).Add(p => p.Standing, new(null, "This is more than you may approve.")));
        Assert.Equal((true, false), (Approve(card).HasAttribute("disabled"), card.Find("[data-key=x]").HasAttribute("disabled")));
    }

    [Fact]
    public void Critical_asks_for_two_people_and_the_value_typed_again()
    {
        var card = Show(Proposals.Refund().Critical());
        Assert.Contains("needs 2 people, 0 of 2", card.Find(".head").TextContent, StringComparison.Ordinal);
        Assert.True(Approve(card).HasAttribute("disabled"));
        card.Find("#reenter").Input("120");
        Assert.False(Approve(card).HasAttribute("disabled"));
    }

    [Fact]
    public void A_layer_without_rules_is_not_passed_off_as_a_check() =>
        Assert.Contains("whether the principal may (no rules)", Show(Proposals.Refund()).Find(".notes").TextContent, StringComparison.Ordinal);

    [Fact]
    public void An_equal_call_that_may_have_happened_is_seen_before_anything_is_pressed_with_the_way_to_settle_it()
    {
        var card = Render<ProposalCard>(c => c.Add(p => p.View, CardView.Of(Proposals.Refund())).Add(p => p.MayDecide, true).Add(p => p.Standing, new Standing(null, null) { UnknownLike = "r0.3.1" }));
        Assert.Contains("nobody knows whether it happened", card.Find(".like").TextContent, StringComparison.Ordinal);
        Assert.Equal("/runs/r0#r0.3.1", card.Find(".like a").GetAttribute("href"));
        Assert.True(Approve(card).HasAttribute("disabled"));
        Assert.False(card.Find("[data-key=x]").HasAttribute("disabled"));
    }

    [Fact]
    public void An_approved_call_that_waits_for_its_like_leads_to_it()
    {
        var card = Show(Proposals.Refund().DecidedBy("rita", DecisionKind.Approve, ProposalStatus.Approved) with { BlockedBy = "r0.3.1" });
        Assert.Equal("/runs/r0#r0.3.1", card.Find(".strip a").GetAttribute("href"));
    }

    private IRenderedComponent<ProposalCard> Show(ProposalView proposal, bool mayDecide = true) => Render<ProposalCard>(card => card
        .Add(c => c.View, CardView.Of(proposal)).Add(c => c.MayDecide, mayDecide).Add(c => c.OnPressed, _pressed.Add));

    private static AngleSharp.Dom.IElement Approve(IRenderedComponent<ProposalCard> card) => card.Find("[data-key=a]");
}
