using System.Collections.Immutable;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Agents;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>A ceiling for the money of all runs together. Its name says what it counts: <c>month</c> and <c>total</c> the whole console,
/// <c>agent:NAME:month</c> and <c>agent:NAME:total</c> one agent.</summary>
public sealed record BudgetSettings
{
    public const string Section = "Budgets";

    /// <summary>USD, from 0 to 1,000,000. Months are UTC.</summary>
    public required decimal LimitUsd { get; init; }

    /// <summary>Shares of the limit at which people are told. Default 0.5, 0.8 and 0.95.</summary>
    public IReadOnlyList<decimal>? Alerts { get; init; }

    internal BudgetTerms Terms => new(LimitUsd, Alerts is null ? BudgetTerms.UsualAlerts : [.. Alerts]);

    /// <exception cref="SettingException">A budget counts nothing, or its terms cannot be kept.</exception>
    internal static IEnumerable<KeyValuePair<string, BudgetTerms>> Check(IReadOnlyDictionary<string, BudgetSettings> budgets, AgentCatalog agents)
    {
        foreach (var (name, budget) in budgets)
        {
            if (BudgetScope.Read(name) is not { } scope) throw new SettingException($"{Section}:{name}", "must be named month, total, agent:NAME:month or agent:NAME:total");
            if (scope.Agent is { } agent && agents.WhyNoBudget(agent) is { } why) throw new SettingException($"{Section}:{name}", why);
            if (budget.Terms.Fault is { } fault) throw new SettingException($"{Section}:{name}", $"cannot be kept: {fault}");
            yield return new(name, budget.Terms);
        }
    }
}
