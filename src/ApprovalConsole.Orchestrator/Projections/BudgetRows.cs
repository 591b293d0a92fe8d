using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>The counters that a run's model calls move: reserved with the intent, settled with the result.</summary>
internal static class BudgetRows
{
    /// <returns>First what is settled, then what is reserved: a reserve that finds a budget used up undoes the whole append.</returns>
    public static IEnumerable<RowWrite> Changed(Run before, Run after)
    {
        var (was, now) = (before.Model, after.Model);
        if (was is not null && was != now)
        {
            var usage = after.Usage - before.Usage;
            yield return BudgetStatements.Settle(after.Agent, was, usage.CostUsd);
            yield return BudgetStatements.AddSpend(after.Agent, was, usage);
        }

        if (now is { Budgets.IsEmpty: false } && now != was) yield return BudgetStatements.Reserve(now.Budgets);
    }
}
