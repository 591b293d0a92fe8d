using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>Lets an irreversible call go unasked where two admins have said so beforehand, and only within the bounds they set.</summary>
internal static class StandingApproval
{
    /// <returns>The terms with the rule that lets the call go; as they were where none does.</returns>
    public static CallTerms Apply(Tool tool, CallTerms terms, Inquiry inquiry)
    {
        if (tool.Standing is not { } standing || terms.Reversibility is not Reversibility.Irreversible) return terms;
        if (standing.ExpiresAt <= inquiry.Context.Now || !standing.When.Evaluate(inquiry.Arguments).IsEmpty) return terms;
        if (standing.Quotas.SelectMany(quota => Quotas.Findings(tool, quota, inquiry)).Any()) return terms;
        var holds = standing.Quotas.Select(quota => Quotas.Hold(tool, quota, inquiry.Arguments, inquiry.Context)).OfType<QuotaHold>();
        return terms with { ByRule = standing.By, Quotas = [.. terms.Quotas ?? [], .. holds] };
    }
}
