using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;

namespace ApprovalConsole.Tests.Pages;

/// <summary>What the card says of where values come from, what was looked up, and what is like it.</summary>
public sealed class EvidenceTests
{
    [Theory]
    [InlineData("principal", "the user's own", false)]
    [InlineData("input", "asked", false)]
    [InlineData("record", "get_order · /total", false)]
    [InlineData("thirdParty", "a third party's text · get_order", true)]
    [InlineData("echo", "only the agent said so first", true)]
    [InlineData("notFound", "not found in any evidence", true)]
    [InlineData("tooShort", "too short to trace", false)]
    public void A_value_says_where_it_was_seen(string found, string words, bool isDoubtful)
    {
        var chip = Traced(("/amount", found)).Arguments.Single(a => a.Name == "amount").Chip!;
        Assert.Equal((words, isDoubtful), (chip.Words, chip.IsDoubtful));
    }

    [Fact]
    public void The_least_known_value_within_an_argument_speaks_for_all() =>
        Assert.Equal("not found in any evidence", Traced(("/amount/0", "record"), ("/amount/1", "notFound")).Arguments.Single(a => a.Name == "amount").Chip!.Words);

    [Theory]
    [InlineData("notFound")]
    [InlineData("echo")]
    [InlineData("thirdParty")]
    public void While_a_value_that_decides_is_doubtful_nobody_approves_by_a_press(string found)
    {
        var card = Traced(("/amount", found));
        Assert.True(card.NeedsCheckNote);
        Assert.False(Bar(card).CanApprove);
        Assert.True(Bar(card, checkedHow: "called the customer").CanApprove);
        Assert.True(Bar(card, sources: "amount").CanApprove);
    }

    [Fact]
    public void A_doubtful_value_that_does_not_decide_holds_nobody_up() => Assert.True(Bar(Traced(("/reason", "notFound"))).CanApprove);

    [Fact]
    public void A_pointer_to_something_within_an_argument_makes_it_decisive() =>
        Assert.True(CardView.Of(Proposals.Refund(arguments: """{"to":{"email":"a@b.c"}}""") with { Decisive = ["/to/email"] }).Arguments.Single().IsDecisive);

    [Fact]
    public void Quotas_say_what_has_been_taken()
    {
        var fact = new FactView(null, "quota", "/principal/P1D", JsonElement.Parse("""{"count":3,"of":20,"sum":120,"sumOf":1000}"""), Proposals.Noon);
        Assert.Equal(["3 of 20 calls, 120 of 1000 in sum taken (this user, P1D)"], CardView.Of(Proposals.Refund() with { Facts = [fact] }).Quotas);
    }

    [Theory]
    [InlineData("Succeeded", true, "The same action was done in another run")]
    [InlineData("Waiting", true, "The same action waits for a person in another run")]
    [InlineData("Unknown", true, "The same action has an unknown outcome in another run")]
    [InlineData("Rejected", false, "The same action was rejected in another run")]
    public void The_same_deed_elsewhere_is_named(string status, bool warns, string words)
    {
        var line = LikesLine.Of(Proposals.Refund() with { Likes = [new("r2", "r2.1.1", status, true, Proposals.Noon)] });
        Assert.Equal((words, warns, "/runs/r2#r2.1.1"), (line.Text, line.IsWarning, line.Href));
    }

    [Fact]
    public void A_source_shows_the_record_that_the_value_stands_in()
    {
        var run = Run.Initial with { Id = "r1", Calls = ImmutableDictionary<string, ToolCall>.Empty.Add("r1.1.1", new ToolCall("r1.1.1", 1, 0, "p", "get_order", "{}", Proposals.Noon) { Answer = """{"order":{"id":"A1","total":5},"other":1}""" }) };
        var source = Web.Features.Inbox.SourceView.Of(run, "r1.1.1", "/order/total");
        Assert.Contains("A1", source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("other", source.Text, StringComparison.Ordinal);
    }

    private static CardView Traced(params (string Path, string Found)[] values) => CardView.Of(Proposals.Refund() with
    {
        Grounding = [.. values.Select(v => new GroundingView(v.Path, v.Found, "r1.1.1", "/total"))], Before = [new("r1.1.1", "get_order", CallStatus.Succeeded)],
    });

    private static BarView Bar(CardView card, string checkedHow = "", params string[] sources) => BarView.Of(card, true, false, ImmutableHashSet<string>.Empty, checkedHow, "", sources.ToImmutableHashSet());
}
