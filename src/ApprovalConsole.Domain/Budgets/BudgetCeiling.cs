using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Budgets;

/// <summary>What the budgets leave for a model call.</summary>
public abstract record BudgetCeiling
{
    private BudgetCeiling() { }

    /// <summary>The call may have this much output: all that it wants, or what the tightest budget leaves.</summary>
    public sealed record Fits(long OutputTokens) : BudgetCeiling;

    /// <summary>It does not fit beside the calls that are out, or nobody has counted yet.</summary>
    public sealed record Waits : BudgetCeiling;

    /// <summary>Nothing is out, and what is left is not enough for a call that is worth making.</summary>
    public sealed record Short(BudgetShortage Shortage) : BudgetCeiling
    {
        public string Message => string.Create(CultureInfo.InvariantCulture,
            $"The budget {Shortage.Scope} is used up: {Shortage.SpentUsd:0.######} of {Shortage.LimitUsd:0.######} USD are spent in {Shortage.Window}, and the next call may need {Shortage.NeededUsd:0.######}.")
            + (Shortage.RenewsAt is { } at ? $" It renews on {at:yyyy-MM-dd}." : " It does not renew by itself.");
    }

    /// <param name="output">What the run's own limits let the call have.</param>
    public static BudgetCeiling Of(ImmutableArray<BudgetStand> budgets, Price price, long inputTokens, long output)
    {
        if (budgets.IsEmpty || price.Of(inputTokens, 0, output) == 0) return new Fits(output); // what costs nothing, no budget bounds
        var tight = budgets.Select(b => (Budget: b, Output: price.OutputWithin(b.LeftUsd, inputTokens))).Where(b => b.Output < output).ToList();
        if (tight.Count == 0) return new Fits(output);
        if (tight.Any(b => b.Budget.MayRise)) return new Waits();
        var (budget, left) = tight.MinBy(b => b.Output);
        var least = Math.Min(StopConditions.LeastOutputTokens, output);
        return left >= least ? new Fits(left)
            : new Short(new(budget.Scope, budget.Window, budget.LimitUsd, budget.Count!.Value.SpentUsd, price.Of(inputTokens, 0, least)));
    }

    /// <summary>What a call that goes has reserved.</summary>
    public static ImmutableArray<BudgetHold> Hold(ImmutableArray<BudgetStand> budgets, decimal reservedUsd) =>
        reservedUsd == 0 ? [] : [.. budgets.Select(b => new BudgetHold(b.Scope, b.Window, reservedUsd))];
}
