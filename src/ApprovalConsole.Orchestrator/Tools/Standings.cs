using System.Globalization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Which policies carry a standing approval that counts.</summary>
internal static class Standings
{
    /// <returns>Null where there is none, or it is not marked as laid down by one admin and confirmed by another: then a person is asked.</returns>
    public static CompiledStanding? Of(PolicyInForce policy)
    {
        if (policy is not { IsSealed: true, Policy: { Approval: Asking.ByRule, Standing: { } standing }, By: { } by, ConfirmedBy: { } confirmed }) return null;
        if (by.Channel is Channel.Console || confirmed.Channel is Channel.Console || by.IsSameAs(confirmed)) return null;
        var words = string.Create(CultureInfo.InvariantCulture, $"policy v{policy.Version}, by {by.Name}, confirmed by {confirmed.Name}, until {standing.ExpiresAt.UtcDateTime:yyyy-MM-dd}");
        return Compiled(standing, words);
    }

    public static CompiledStanding? Compiled(StandingRule standing, string words) =>
        !standing.Quotas.IsDefaultOrEmpty && ConditionSchema.TryCompile(standing.When, out var when, out _) ? new(when, standing.Quotas, standing.ExpiresAt, words) : null;
}
