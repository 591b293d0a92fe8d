using System.Globalization;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary>Explains why no alternative holds: the one that was most likely meant is worth more than a list of all failures.</summary>
internal static class Alternatives
{
    /// <returns>False, so that a keyword can return it.</returns>
    internal static bool NoneHolds(Application at, string code, List<Attempt> attempts)
    {
        // The value has failed already; members that some alternative names need not be called unknown as well.
        attempts.ForEach(attempt => at.Seen.Merge(attempt.Seen));
        if (at.IsSilent)
            return false;

        var ofAnotherKind = attempts.ToLookup(attempt => attempt.Findings.Any(finding => SaysKind(finding, at)));
        var kinds = ofAnotherKind[true].SelectMany(attempt => attempt.Findings).Where(finding => SaysKind(finding, at) && finding.Allowed is not null)
            .Select(finding => finding.Allowed!).Distinct(StringComparer.Ordinal);
        at.Fail(code, string.Create(CultureInfo.InvariantCulture, $"The value fits none of {attempts.Count} alternatives."),
            ofAnotherKind[false].Any() ? null : string.Join(", ", kinds));
        if (ofAnotherKind[false].ToList() is [var meant])
            at.Report(meant.Findings);
        return false;
    }

    // An alternative is told apart by the type of the value, or by a member that has one fixed value in each.
    private static bool SaysKind(SchemaFinding finding, Application at)
    {
        var here = at.Trail.ToString();
        if (finding.Path == here)
            return finding.Code is "type" or "const" or "enum";
        return finding.Code == "const" && finding.Path.LastIndexOf('/') == here.Length;
    }
}
