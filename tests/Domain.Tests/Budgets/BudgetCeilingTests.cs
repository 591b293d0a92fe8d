using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Budgets;

/// <summary>I5 beyond the run: a model call takes no more than the tightest of its budgets leaves. 1,000 input tokens cost 0.0025 USD, 1,000 output tokens 0.01.</summary>
public sealed class BudgetCeilingTests
{
    [Fact]
    public void A_call_holds_its_reserve_in_every_budget_it_counts_in() =>
        Story.ARun().CountsIn("month", 1).CountsIn("agent:desk:month", 1).When.ModelIsAsked().Then<ModelIntended>()
            .With<ModelIntended>(e => e.Budgets!.Select(b => (b.Scope, b.Window, b.Usd)).ToArray(), new[] { ("month", "2026-03", 0.0125m), ("agent:desk:month", "2026-03", 0.0125m) });

    [Fact]
    public void The_tightest_budget_clamps_the_output() =>
        Story.ARun().CountsIn("month", 1, spent: 0.99m).CountsIn("agent:desk:month", 1, spent: 0.9925m).When.ModelIsAsked().Then<ModelIntended>()
            .With<ModelIntended>(e => (e.OutputTokensMax, e.ReservedUsd), (500L, 0.0075m));

    [Fact]
    public void The_runs_own_limit_clamps_where_it_is_tighter() =>
        Story.ARun(new() { CostUsd = 0.006m }).CountsIn("month", 1, spent: 0.99m).When.ModelIsAsked().With<ModelIntended>(e => e.OutputTokensMax, 350L);

    [Fact]
    public void Under_256_output_tokens_no_call_is_made() =>
        Story.ARun().CountsIn("month", 1, spent: 0.99495m).When.ModelIsAsked().Then<Halted>().IsHalted(HaltReason.Budget)
            .With<Halted>(e => e.Budget, new BudgetShortage("month", "2026-03", 1, 0.99495m, 0.00506m));

    [Fact]
    public void With_256_it_is() => Story.ARun().CountsIn("month", 1, spent: 0.99494m).When.ModelIsAsked().With<ModelIntended>(e => e.OutputTokensMax, 256L);

    [Fact]
    public void While_calls_are_out_it_waits_instead_of_being_cut_short() =>
        Story.ARun().CountsIn("month", 1, spent: 0.5m, reserved: 0.495m).When.ModelIsAsked().ThenNothing().Owes(new Effect.AskModel(1, 1, Purpose.Plan));

    [Fact]
    public void Nothing_is_refused_before_somebody_has_counted() => Story.ARun().CountsIn("month", 0.001m).When.ModelIsAsked().ThenNothing();

    [Fact]
    public void What_costs_nothing_is_asked_though_the_budget_is_used_up() => Assert.Equal(
        new BudgetCeiling.Fits(4096), BudgetCeiling.Of([new("month", "2026-03", 1, new(2, 0))], default, 1000, 4096));

    [Fact]
    public void A_budget_that_was_overshot_lets_nothing_go() =>
        Story.ARun().CountsIn("month", 1, spent: 1.5m).When.ModelIsAsked().Then<Halted>().IsHalted(HaltReason.Budget);

    [Fact]
    public void A_run_that_a_budget_halted_can_be_told_to_look_again() =>
        Story.ARun().CountsIn("month", 1, spent: 1).ModelIsAsked().CountsIn("month", 2, spent: 1).Grants(new(), People.Sam).When.ModelIsAsked().Then<ModelIntended>();

    [Fact]
    public void A_reply_whose_usage_is_less_than_any_tokenizer_makes_of_it_is_charged_its_reserve() =>
        Story.ARun().ModelIsAsked().When.ModelReplies([], new string('x', 2_000), usage: new(500, 0, 1))
            .With<ModelReplied>(e => (e.Usage.CostUsd, e.UsageReported), (0.0125m, false));
}
