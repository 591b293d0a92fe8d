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

        var here = at.Trail.ToString();
        var ofAnotherKind = attempts.Where(attempt => attempt.Findings.Any(finding => finding.Path == here && IsKind(finding.Code))).ToList();
        var allowed = attempts.SelectMany(attempt => attempt.Findings)
            .Where(finding => finding.Path == here && IsKind(finding.Code) && finding.Allowed is not null)
            .Select(finding => finding.Allowed!).Distinct(StringComparer.Ordinal).ToList();
        at.Fail(code, string.Create(CultureInfo.InvariantCulture, $"The value fits none of {attempts.Count} alternatives."),
            ofAnotherKind.Count == attempts.Count ? string.Join(", ", allowed) : null);
        if (attempts.Except(ofAnotherKind).ToList() is [var meant])
            at.Report(meant.Findings);
        return false;
    }

    private static bool IsKind(string code) => code is "type" or "const" or "enum";
}
