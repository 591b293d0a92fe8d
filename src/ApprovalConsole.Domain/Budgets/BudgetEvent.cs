using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Budgets;

/// <summary>What has happened to the console's budgets. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Set), "budget.set.v1")]
[JsonDerivedType(typeof(ChangeProposed), "budget.changeProposed.v1")]
[JsonDerivedType(typeof(ChangeRejected), "budget.changeRejected.v1")]
[JsonDerivedType(typeof(Alerted), "budget.alerted.v1")]
[JsonDerivedType(typeof(Overshot), "budget.overshot.v1")]
public abstract record BudgetEvent
{
    private BudgetEvent() { }

    public abstract string Scope { get; init; }

    public abstract DateTimeOffset At { get; init; }

    /// <param name="Mac">Under a key that is not in the database: a row that was written by hand lets nothing be spent.</param>
    public sealed record Set(string Scope, decimal LimitUsd, ImmutableArray<decimal> Alerts, Actor By, string Mac, DateTimeOffset At) : BudgetEvent
    {
        /// <summary>The other admin, where the change took two.</summary>
        public Actor? ConfirmedBy { get; init; }

        /// <summary>The limit in the settings that this knows of; null where they name none.</summary>
        public decimal? SettingsUsd { get; init; }

        [JsonIgnore]
        public BudgetTerms Terms => new(LimitUsd, Alerts);
    }

    /// <summary>One admin wants more to be spent; another has to agree.</summary>
    /// <param name="Version">Of the budget that the change was made for.</param>
    public sealed record ChangeProposed(string Scope, string ChangeId, int Version, decimal LimitUsd, ImmutableArray<decimal> Alerts, Actor By, string Mac, DateTimeOffset At) : BudgetEvent
    {
        [JsonIgnore]
        public BudgetTerms Terms => new(LimitUsd, Alerts);
    }

    public sealed record ChangeRejected(string Scope, string ChangeId, Actor By, DateTimeOffset At) : BudgetEvent;

    /// <summary>A share of the limit is spent: said once for each threshold and window, and again where the limit was raised since and it is reached once more.</summary>
    public sealed record Alerted(string Scope, string Window, decimal Threshold, decimal SpentUsd, decimal LimitUsd, DateTimeOffset At) : BudgetEvent;

    /// <summary>More is spent than the limit: a provider took more than it was allowed. Said once for each window, and again where the limit was raised since.</summary>
    public sealed record Overshot(string Scope, string Window, decimal SpentUsd, decimal LimitUsd, DateTimeOffset At) : BudgetEvent;
}
