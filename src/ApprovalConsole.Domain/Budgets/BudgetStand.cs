namespace ApprovalConsole.Domain.Budgets;

/// <summary>A budget that a model call would count in.</summary>
/// <param name="Count">Null: not read. Then the counter's own statement says whether there is enough.</param>
public sealed record BudgetStand(string Scope, string Window, decimal LimitUsd, BudgetCount? Count)
{
    /// <summary>Left for one more call; where nothing was read, at most.</summary>
    public decimal LeftUsd => LimitUsd - (Count?.SpentUsd ?? 0) - (Count?.ReservedUsd ?? 0);

    /// <summary>Less than that may come back: calls that are out settle for less than they reserved.</summary>
    public bool MayRise => Count is null or { ReservedUsd: > 0 };
}

/// <summary>What has gone of a budget.</summary>
/// <param name="ReservedUsd">For model calls that are out.</param>
public readonly record struct BudgetCount(decimal SpentUsd, decimal ReservedUsd);

/// <summary>The budget that had not enough left.</summary>
/// <param name="NeededUsd">The least that the next call may cost.</param>
public sealed record BudgetShortage(string Scope, string Window, decimal LimitUsd, decimal SpentUsd, decimal NeededUsd)
{
    /// <summary>When the budget renews; null: never by itself.</summary>
    public DateTimeOffset? RenewsAt => Window == BudgetScope.Ever ? null : new BudgetScope(null, true).RenewsAfter(
        DateTimeOffset.ParseExact(Window, "yyyy-MM", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal));
}
