using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Suggestions;
using ApprovalConsole.Web.Features.Tools.Suggesting;

namespace ApprovalConsole.Tests.Suggestions;

/// <summary>What speaks for a rule, and what speaks against it.</summary>
public sealed class SuggestingTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);
    private static readonly Actor Ritas = new("robot", "robot", Channel.Api, KeyOwner: "rita");

    [Fact]
    public void Nineteen_are_too_few()
    {
        Assert.Empty(From(Approved(19, 1)));
        Assert.Single(From(Approved(20, 1)));
    }

    [Fact]
    public void Where_several_review_one_of_them_is_not_enough()
    {
        var byRita = Approved(30, 1).Select(p => p with { By = [People.Rita] }).ToList();
        Assert.Empty(From(byRita));
        Assert.Equal(1, Assert.Single(From(byRita, isAlone: true)).People);
        Assert.Empty(From(byRita.Select((p, n) => p with { By = [n % 2 == 0 ? People.Rita : Ritas] }))); // her key is she
    }

    [Fact]
    public void It_ends_below_the_least_that_anybody_wanted_otherwise()
    {
        var found = Assert.Single(From([.. Approved(20, 10), .. Approved(20, 30), Of(PrecedentKind.Against, 30)]));
        Assert.Equal((10m, 20), (found.To, found.Approvals));
        Assert.Empty(From([.. Approved(20, 10), Of(PrecedentKind.Against, 5)]));
    }

    [Fact]
    public void What_was_turned_down_and_was_erased_since_might_have_been_any_amount() =>
        Assert.Empty(From([.. Approved(50, 10), Of(PrecedentKind.Against, 30) with { Values = null }]));

    [Fact]
    public void What_was_turned_down_without_the_amount_speaks_against_any() =>
        Assert.Empty(From([.. Approved(50, 10), Of(PrecedentKind.Against, 30) with { Values = ImmutableDictionary<string, decimal>.Empty }]));

    [Fact]
    public void Approvals_that_nobody_knows_to_be_read_are_told_and_not_counted() =>
        Assert.Equal((20, 3), Assert.Single(From([.. Approved(20, 10), .. Enumerable.Repeat(Of(PrecedentKind.Unproven, 10), 3)])) is var found ? (found.Approvals, found.Unproven) : default);

    [Fact]
    public void It_allows_as_much_a_day_as_there_was_on_the_busiest()
    {
        var found = Assert.Single(From([.. Approved(6, 1), .. Approved(14, 2).Select((p, n) => p with { Day = Day.AddDays(1 + n / 7), Principal = $"p{n % 7}" })]));
        Assert.Equal((7, 6), (found.ADay, found.ADayForOne));
    }

    [Fact]
    public void Its_words_say_what_it_rests_on() => Assert.Equal(
        "20 approved by 2 people in 90 days; none up to 2.5 was edited, rejected, taken back or of unknown outcome. At most 20 a day, 20 for one user. One more does not count: it was approved in under 2 s, or nobody knows how fast.",
        SuggestionWords.Why(Assert.Single(From([.. Approved(20, 2.50m), Of(PrecedentKind.Unproven, 2.50m)]))));

    [Theory]
    [InlineData(Reversibility.Critical, false)]
    [InlineData(Reversibility.Forbidden, false)]
    [InlineData(Reversibility.Reversible, false)]
    [InlineData(Reversibility.Irreversible, true)]
    public void Only_what_one_person_decides_on_may_have_one(Reversibility reversibility, bool may) =>
        Assert.Equal(may, Suggesting.IsFor(Toolbox.Refund.WithPolicy(p => p with { Reversibility = reversibility })));

    [Theory]
    [InlineData("/amount", false)]
    [InlineData("/*", false)]
    [InlineData("", false)]
    [InlineData("/text", true)]
    public void Of_a_masked_amount_nothing_is_said(string masked, bool may) =>
        Assert.Equal(may, Suggesting.IsFor(Toolbox.Refund.WithPolicy(p => p with { Sensitive = new() { Arguments = [masked] } })));

    private static IEnumerable<Precedent> Approved(int count, decimal amount) =>
        Enumerable.Range(0, count).Select(n => Of(PrecedentKind.Approved, amount) with { By = [n % 2 == 0 ? People.Rita : People.Remy] });

    private static Precedent Of(PrecedentKind kind, decimal amount) => new(kind, ImmutableDictionary<string, decimal>.Empty.Add("amount", amount), [People.Rita], "paula", Day);

    private static IEnumerable<RuleSuggestion> From(IEnumerable<Precedent> precedents, bool isAlone = false) => Suggesting.From(Toolbox.Refund, [.. precedents], isAlone, RuleSuggestions.Days);
}
