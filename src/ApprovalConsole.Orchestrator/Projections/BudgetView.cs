using System.Collections.Immutable;
using ApprovalConsole.Domain.Budgets;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A budget as the API shows it.</summary>
/// <param name="Scope"><c>month</c>, <c>total</c>, <c>agent:NAME:month</c> or <c>agent:NAME:total</c>.</param>
/// <param name="Month">The window that is open now: a month (UTC) as in <c>2026-11</c>, or <c>total</c>.</param>
/// <param name="Version">How often an admin laid it down; 0: the settings did.</param>
/// <param name="RenewsAt">When it begins empty again; null: never by itself.</param>
/// <param name="Forecast">Null while there is too little to say anything.</param>
/// <param name="Reached">Alerts of this window, the first reached in front.</param>
/// <param name="ByDay">What was spent on each day of the window, the last 62 at most.</param>
/// <param name="Change">Terms that wait for another admin.</param>
public sealed record BudgetView(
    string Scope, string? Agent, string Month, decimal LimitUsd, decimal SpentUsd, decimal ReservedUsd, int Version, DateTimeOffset? RenewsAt, BudgetForecast? Forecast,
    ImmutableArray<decimal> Alerts, IReadOnlyList<BudgetAlert> Reached, IReadOnlyList<DaySpend> ByDay, BudgetChangeView? Change)
{
    /// <summary>Who laid it down last; null: the settings.</summary>
    public string? By { get; init; }

    /// <summary>The other admin, where it took two.</summary>
    public string? ConfirmedBy { get; init; }
}

/// <summary>What was spent on a day (UTC).</summary>
public sealed record DaySpend(DateOnly Day, decimal CostUsd);

/// <summary>A weaker budget that waits for another admin.</summary>
/// <param name="By">Who proposed it: somebody else must agree.</param>
public sealed record BudgetChangeView(string Id, decimal LimitUsd, ImmutableArray<decimal> Alerts, string By, DateTimeOffset At);

/// <summary>What an agent's calls of one model came to.</summary>
/// <param name="InputTokens">All of it, from the cache or not.</param>
/// <param name="Route">The console's name for the model.</param>
public sealed record SpendView(string Agent, string Route, string Model, long Calls, long InputTokens, long CachedInputTokens, long OutputTokens, decimal CostUsd);
