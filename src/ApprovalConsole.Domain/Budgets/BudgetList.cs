using System.Collections.Immutable;
using System.Diagnostics;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Budgets;

/// <summary>Every budget: what the settings lay down, and the fold of the budgets' stream over it.</summary>
/// <param name="Version">Events so far; also the version of the stream.</param>
public sealed record BudgetList(int Version, ImmutableDictionary<string, BudgetTerms> Settings, ImmutableDictionary<string, Budget> ByScope)
{
    public static BudgetList Of(IEnumerable<KeyValuePair<string, BudgetTerms>> settings)
    {
        var terms = settings.ToImmutableDictionary();
        return new(0, terms, terms.ToImmutableDictionary(t => t.Key, t => new Budget(t.Key, 0, t.Value)));
    }

    /// <summary>Budgets in force, by their words.</summary>
    public IEnumerable<Budget> All => ByScope.Values.Where(b => b.IsLaidDown).OrderBy(b => b.Scope, StringComparer.Ordinal);

    /// <summary>The budget; one that nobody laid down where there is none.</summary>
    public Budget this[string scope] => ByScope.GetValueOrDefault(scope) ?? new Budget(scope, 0, null);

    /// <param name="isGenuine">False where the event does not carry the console's mark: then nothing may be spent until an admin lays the budget down.</param>
    public BudgetList With(BudgetEvent @event, bool isGenuine) => this with
    {
        Version = Version + 1,
        ByScope = ByScope.SetItem(@event.Scope, @event switch
        {
            BudgetEvent.Set e => this[e.Scope].Take(e, Settings.GetValueOrDefault(e.Scope), isGenuine),
            BudgetEvent.ChangeProposed e => isGenuine ? this[e.Scope] with { Change = e } : this[e.Scope],
            BudgetEvent.ChangeRejected e => this[e.Scope].Change?.ChangeId == e.ChangeId ? this[e.Scope] with { Change = null } : this[e.Scope],
            BudgetEvent.Alerted e => this[e.Scope].Say(new(e.Window, e.Threshold, e.SpentUsd, e.At)),
            BudgetEvent.Overshot e => this[e.Scope].Say(new(e.Window, null, e.SpentUsd, e.At)),
            _ => throw new UnreachableException(),
        }),
    };
}

/// <summary>One budget.</summary>
/// <param name="Version">How often an admin laid it down.</param>
/// <param name="Terms">Null: nobody did, and the settings neither.</param>
public sealed record Budget(string Scope, int Version, BudgetTerms? Terms)
{
    public bool IsLaidDown => Terms is not null;

    public Actor? By { get; init; }

    public Actor? ConfirmedBy { get; init; }

    /// <summary>Waits for another admin.</summary>
    public BudgetEvent.ChangeProposed? Change { get; init; }

    /// <summary>What admins laid down, oldest first, each with whether the console wrote it.</summary>
    public ImmutableArray<(BudgetEvent.Set Set, bool IsGenuine)> Sets { get; init; } = [];

    /// <summary>What people were told, under whatever limit held then; the last of each threshold and window.</summary>
    private ImmutableArray<BudgetAlert> Told { get; init; } = [];

    /// <summary>What people were told that is so under the limit in force: where it was raised, they are told again.</summary>
    public IEnumerable<BudgetAlert> Said => Terms is { } terms ? Told.Where(t => terms.Reaches(t.SpentUsd, t.Threshold)) : [];

    internal Budget Say(BudgetAlert alert) => this with { Told = [.. Told.Where(t => (t.Window, t.Threshold) != (alert.Window, alert.Threshold)), alert] };

    /// <summary>Where the settings are not what they were when an admin laid the budget down, the smaller limit holds.</summary>
    internal Budget Take(BudgetEvent.Set e, BudgetTerms? settings, bool isGenuine)
    {
        var limit = !isGenuine ? 0 : settings is { } now && now.LimitUsd != e.SettingsUsd ? Math.Min(now.LimitUsd, e.LimitUsd) : e.LimitUsd;
        return this with { Version = Version + 1, Terms = e.Terms with { LimitUsd = limit }, By = e.By, ConfirmedBy = e.ConfirmedBy, Change = null, Sets = Sets.Add((e, isGenuine)) };
    }
}

/// <summary>A threshold that was reached in a window.</summary>
/// <param name="Threshold">Null: the limit itself was exceeded.</param>
public sealed record BudgetAlert(string Window, decimal? Threshold, decimal SpentUsd, DateTimeOffset At);
