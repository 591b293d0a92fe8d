using System.Globalization;

namespace ApprovalConsole.Domain.Budgets;

/// <summary>What a budget counts: the money of the whole console or of one agent, in a calendar month (UTC) or ever.</summary>
/// <param name="Agent">Null: the whole console.</param>
public sealed record BudgetScope(string? Agent, bool IsMonthly)
{
    /// <summary>The window of a budget that never renews.</summary>
    public const string Ever = "total";

    private const string Monthly = "month";
    private const string OfAgent = "agent:";
    private const int Longest = 300;

    /// <summary>Every budget that an agent's model calls can count in.</summary>
    public static IReadOnlyList<BudgetScope> AllOf(string agent) => [new(null, true), new(null, false), new(agent, true), new(agent, false)];

    /// <summary>Reads <c>month</c>, <c>total</c>, <c>agent:NAME:month</c> or <c>agent:NAME:total</c>.</summary>
    /// <returns>Null where it is none of them.</returns>
    public static BudgetScope? Read(string? word) => word switch
    {
        null or { Length: > Longest } => null,
        Monthly => new(null, true),
        Ever => new(null, false),
        _ when AgentIn(word, Monthly) is { } agent => new(agent, true),
        _ when AgentIn(word, Ever) is { } agent => new(agent, false),
        _ => null,
    };

    public bool Counts(string agent) => Agent is null || Agent == agent;

    /// <summary>Where money that is reserved at this time counts: a month as in <c>2026-11</c>, or <see cref="Ever"/>.</summary>
    public string WindowAt(DateTimeOffset at) => IsMonthly ? at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture) : Ever;

    /// <summary>When the window of this time ends and the next begins empty; null: never.</summary>
    public DateTimeOffset? RenewsAfter(DateTimeOffset at) => IsMonthly ? new DateTimeOffset(at.UtcDateTime.Year, at.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1) : null;

    /// <summary>As it is sent and journaled.</summary>
    public override string ToString() => (Agent is null ? "" : $"{OfAgent}{Agent}:") + (IsMonthly ? Monthly : Ever);

    private static string? AgentIn(string word, string period) =>
        word.StartsWith(OfAgent, StringComparison.Ordinal) && word.EndsWith($":{period}", StringComparison.Ordinal) && word.Length > OfAgent.Length + period.Length + 1
            ? word[OfAgent.Length..^(period.Length + 1)] : null;
}
