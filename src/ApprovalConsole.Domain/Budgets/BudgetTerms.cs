using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Budgets;

/// <summary>What is laid down for a budget.</summary>
/// <param name="LimitUsd">Nothing is spent beyond it. 0: nothing at all.</param>
/// <param name="Alerts">Shares of the limit, from 0 to 1, at which people are told.</param>
public sealed record BudgetTerms(decimal LimitUsd, ImmutableArray<decimal> Alerts)
{
    /// <summary>The largest limit, in USD: counters hold a million millionths of a dollar in 64 bits.</summary>
    public const decimal Most = 1_000_000m;

    public const int MostAlerts = 10;

    public static readonly ImmutableArray<decimal> UsualAlerts = [0.5m, 0.8m, 0.95m];

    /// <summary>What is wrong with them, and where; null where nothing is.</summary>
    public (string Key, string Problem)? FaultAt => this switch
    {
        { LimitUsd: < 0 or > Most } => (nameof(LimitUsd), $"must be from 0 to {Most:0}"),
        { Alerts.Length: > MostAlerts } => (nameof(Alerts), $"must be at most {MostAlerts}"),
        _ when Alerts.Any(a => a is <= 0 or > 1) || Alerts.Distinct().Count() != Alerts.Length => (nameof(Alerts), "must be shares above 0 and up to 1, each once"),
        _ => null,
    };

    /// <summary>Likewise, as a sentence without its point.</summary>
    public string? Fault => FaultAt is var (key, problem) ? $"{key} {problem}" : null;

    /// <summary>Whether so much spent is a share of the limit to be told of.</summary>
    /// <param name="threshold">Null: the limit itself, exceeded.</param>
    public bool Reaches(decimal spentUsd, decimal? threshold) => threshold is { } share ? spentUsd >= LimitUsd * share : spentUsd > LimitUsd;

    /// <summary>Lets more be spent, or tells people later, than what held before.</summary>
    public bool IsWeakerThan(BudgetTerms before) => LimitUsd > before.LimitUsd || before.Alerts.Any(a => !Alerts.Contains(a));

    /// <summary>Equal alerts in another order are equal.</summary>
    public bool IsSameAs(BudgetTerms other) => LimitUsd == other.LimitUsd && Alerts.Order().SequenceEqual(other.Alerts.Order());
}
