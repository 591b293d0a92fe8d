using System.Collections.Immutable;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Budgets;

/// <summary>Less at once, more by two.</summary>
public sealed class BudgetDecisionTests
{
    private static readonly BudgetScope Month = new(null, true);

    private BudgetList _budgets = BudgetList.Of([new("month", new BudgetTerms(100, [0.5m, 0.8m]))]);

    [Fact]
    public void Lowering_acts_at_once() => Assert.Equal(50, Set(LayDown(50)).LimitUsd);

    [Fact]
    public void Raising_waits_for_another_admin()
    {
        var change = Assert.IsType<BudgetEvent.ChangeProposed>(LayDown(200));
        Assert.Equal(100, _budgets["month"].Terms!.LimitUsd);
        Assert.Equal(RefusalCode.SeparationOfDuties, Refused(new BudgetCommand.Confirm("month", change.ChangeId, People.Ada, Story.Noon)));
        Assert.Equal((200m, "abel"), Set(Do(new BudgetCommand.Confirm("month", change.ChangeId, Abel, Story.Noon))) is { } set ? (set.LimitUsd, set.ConfirmedBy!.Subject) : default);
        Assert.Equal(200, _budgets["month"].Terms!.LimitUsd);
    }

    [Fact]
    public void Being_told_later_is_weaker_too() => Assert.IsType<BudgetEvent.ChangeProposed>(LayDown(100, 0.8m));

    [Fact]
    public void In_a_demo_one_is_enough() => Set(Do(new BudgetCommand.LayDown(Month, new(200, []), null, "c1", OneMayWeaken: true, People.Ada, Story.Noon)));

    [Fact]
    public void A_first_budget_is_laid_down_by_one() => Set(Do(new BudgetCommand.LayDown(new("desk", false), new(7, []), null, "c1", false, People.Ada, Story.Noon)));

    [Fact]
    public void A_change_to_what_was_lowered_meanwhile_is_void()
    {
        var change = Assert.IsType<BudgetEvent.ChangeProposed>(LayDown(200));
        LayDown(50);
        Assert.Equal(RefusalCode.UnknownChange, Refused(new BudgetCommand.Confirm("month", change.ChangeId, Abel, Story.Noon)));
    }

    [Fact]
    public void A_change_that_was_turned_down_is_gone()
    {
        var change = Assert.IsType<BudgetEvent.ChangeProposed>(LayDown(200));
        Do(new BudgetCommand.Reject("month", change.ChangeId, Abel, Story.Noon));
        Assert.Equal(RefusalCode.UnknownChange, Refused(new BudgetCommand.Reject("month", change.ChangeId, Abel, Story.Noon)));
    }

    [Fact]
    public void The_same_terms_again_are_nothing_new() => Assert.Empty(Accepted(new BudgetCommand.LayDown(Month, new(100, [0.8m, 0.5m]), null, "c1", false, People.Ada, Story.Noon)));

    [Fact]
    public void Who_looked_at_another_version_is_told() =>
        Assert.Equal(RefusalCode.PolicyChanged, Refused(new BudgetCommand.LayDown(Month, new(50, []), 3, "c1", false, People.Ada, Story.Noon)));

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(1_000_001, 0.5)]
    [InlineData(5, 0)]
    [InlineData(5, 1.01)]
    public void Terms_that_cannot_be_kept_are_refused(double limit, double alert) =>
        Assert.Equal(RefusalCode.InvalidRequest, Refused(new BudgetCommand.LayDown(Month, new((decimal)limit, [(decimal)alert]), null, "c1", false, People.Ada, Story.Noon)));

    [Fact]
    public void A_budget_without_the_consoles_mark_lets_nothing_be_spent()
    {
        _budgets = _budgets.With(new BudgetEvent.Set("month", 900, [], People.Ada, "forged", Story.Noon), isGenuine: false);
        Assert.Equal(0, _budgets["month"].Terms!.LimitUsd);
    }

    [Fact]
    public void Where_the_settings_changed_since_the_smaller_limit_holds()
    {
        var set = new BudgetEvent.Set("month", 300, [], People.Ada, "mac", Story.Noon) { SettingsUsd = 100 };
        Assert.Equal(300, BudgetList.Of([new("month", new BudgetTerms(100, []))]).With(set, true)["month"].Terms!.LimitUsd);
        Assert.Equal(80, BudgetList.Of([new("month", new BudgetTerms(80, []))]).With(set, true)["month"].Terms!.LimitUsd);
    }

    [Fact]
    public void Each_threshold_is_said_once_a_window()
    {
        Assert.Empty(Look("2026-03", 49.99m));
        Assert.Equal([0.5m, 0.8m], Look("2026-03", 81).Cast<BudgetEvent.Alerted>().Select(a => a.Threshold));
        Assert.Empty(Look("2026-03", 90));
        Assert.IsType<BudgetEvent.Overshot>(Assert.Single(Look("2026-03", 100.01m)));
        Assert.Empty(Look("2026-03", 120));
        Assert.Single(Look("2026-04", 50));
    }

    [Fact]
    public void Under_a_raised_limit_people_are_told_again_and_what_it_has_not_reached_is_not_said()
    {
        Look("2026-03", 101);
        Raise(1_000);
        Assert.Empty(_budgets["month"].Said);
        Assert.Empty(Look("2026-03", 499));
        Assert.Equal(0.5m, Assert.IsType<BudgetEvent.Alerted>(Assert.Single(Look("2026-03", 500))).Threshold);
        Assert.Equal(0.8m, Assert.IsType<BudgetEvent.Alerted>(Assert.Single(Look("2026-03", 800))).Threshold);
        Assert.Equal([(0.5m, 500m), (0.8m, 800m)], _budgets["month"].Said.Select(s => (s.Threshold!.Value, s.SpentUsd)));
        Assert.IsType<BudgetEvent.Overshot>(Assert.Single(Look("2026-03", 1_001)));
        Assert.Empty(Look("2026-03", 1_001));
    }

    [Fact]
    public void Under_a_limit_that_the_settings_raise_people_are_told_again()
    {
        var alerted = new BudgetEvent.Alerted("month", "2026-03", 0.5m, 50, 100, Story.Noon);
        _budgets = BudgetList.Of([new("month", new BudgetTerms(1_000, [0.5m]))]).With(alerted, true);
        Assert.Single(Look("2026-03", 500));
    }

    [Fact]
    public void A_lowered_limit_takes_back_nothing_that_was_said()
    {
        Look("2026-03", 50);
        LayDown(60);
        Assert.Equal(0.8m, Assert.IsType<BudgetEvent.Alerted>(Assert.Single(Look("2026-03", 51))).Threshold);
    }

    [Theory]
    [InlineData("month", null, true)]
    [InlineData("total", null, false)]
    [InlineData("agent:desk:month", "desk", true)]
    [InlineData("agent:a:b:total", "a:b", false)]
    public void A_scope_is_read_as_it_is_written(string word, string? agent, bool isMonthly)
    {
        Assert.Equal(new BudgetScope(agent, isMonthly), BudgetScope.Read(word));
        Assert.Equal(word, BudgetScope.Read(word)!.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("agent:desk")]
    [InlineData("agent::month")]
    [InlineData("Month")]
    public void What_is_no_scope_is_none(string? word) => Assert.Null(BudgetScope.Read(word));

    private static readonly Actor Abel = new("abel", "abel", Channel.Page);

    private BudgetEvent LayDown(decimal limit, params decimal[] alerts) =>
        Do(new BudgetCommand.LayDown(Month, new(limit, alerts.Length == 0 ? [0.5m, 0.8m] : [.. alerts]), null, "c1", false, People.Ada, Story.Noon));

    private void Raise(decimal limit) => Do(new BudgetCommand.Confirm("month", Assert.IsType<BudgetEvent.ChangeProposed>(LayDown(limit)).ChangeId, Abel, Story.Noon));

    private ImmutableArray<BudgetEvent> Look(string window, decimal spent) => Accepted(new BudgetCommand.Look("month", window, spent, Story.Noon));

    private BudgetEvent Do(BudgetCommand command) => Assert.Single(Accepted(command));

    private static BudgetEvent.Set Set(BudgetEvent @event) => Assert.IsType<BudgetEvent.Set>(@event);

    private ImmutableArray<BudgetEvent> Accepted(BudgetCommand command)
    {
        var events = Assert.IsType<Ruling<BudgetEvent>.Accepted>(BudgetDecider.Decide(command, _budgets)).Events;
        _budgets = events.Aggregate(_budgets, (budgets, e) => budgets.With(e, isGenuine: true));
        return events;
    }

    private RefusalCode Refused(BudgetCommand command) => Assert.IsType<Ruling<BudgetEvent>.Refused>(BudgetDecider.Decide(command, _budgets)).Refusal.Code;
}
