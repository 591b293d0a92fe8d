using ApprovalConsole.Domain.Budgets;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>What the counters said, for one turn.</summary>
internal sealed record BudgetCounts(IReadOnlyDictionary<(string Scope, string Window), BudgetCount> Read)
{
    /// <summary>Others have taken what was left, again and again: wait for them instead of trying once more.</summary>
    public static readonly BudgetCounts Crowded = new(new Dictionary<(string, string), BudgetCount>()) { IsCrowded = true };

    private bool IsCrowded { get; init; }

    public BudgetCount? Of(string scope, string window, decimal limitUsd) =>
        IsCrowded ? new(limitUsd, 1) : Read.TryGetValue((scope, window), out var count) ? count : null;
}
