using System.Collections.Immutable;
using ApprovalConsole.Domain.Budgets;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>What another limit would have made of what was spent.</summary>
/// <param name="Window">That is open now: a month (UTC) as in <c>2026-11</c>, or <c>total</c>, of which the last 62 days are looked at.</param>
/// <param name="UsedUpOn">The day on which nothing would have been left; null where there still is.</param>
/// <param name="Reached">Shares that people would have been told of, and when.</param>
/// <param name="Forecast">Of the limit that is tried; null while there is too little to say anything.</param>
public sealed record PreviewedSpend(string Window, decimal SpentUsd, decimal LimitUsd, DateOnly? UsedUpOn, ImmutableArray<ReachedShare> Reached, BudgetForecast? Forecast);

public sealed record ReachedShare(decimal Share, DateOnly On);
