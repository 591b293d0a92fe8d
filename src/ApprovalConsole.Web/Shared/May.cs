using System.Security.Claims;
using ApprovalConsole.Web.Security;

namespace ApprovalConsole.Web.Shared;

/// <summary>Which roles may do what in the pages: lists as <c>[Authorize]</c> reads them.</summary>
public static class May
{
    public const string SeeProposals = $"{Roles.Reviewer},{Roles.Support},{Roles.Admin}";
    public const string Decide = Roles.Reviewer;
    public const string StartRuns = Roles.Operator;
    public const string Cancel = $"{Roles.Support},{Roles.Admin},{Roles.Operator}";
    public const string Grant = $"{Roles.Support},{Roles.Admin}";
    public const string Undo = $"{Roles.Support},{Roles.Admin}";
    public const string Settle = $"{Roles.Reviewer},{Roles.Admin}";
    public const string Stop = $"{Roles.Reviewer},{Roles.Support},{Roles.Admin}";
    public const string Release = Roles.Admin;
    public const string Configure = Roles.Admin;

    /// <summary>Ask for masked values, with a reason that is kept.</summary>
    public const string Reveal = $"{Roles.Reviewer},{Roles.Support},{Roles.Admin},{Roles.Auditor}";

    public static bool Any(ClaimsPrincipal user, string roles) => roles.Split(',').Any(user.IsInRole);

    /// <summary>What each reviewer answered; a reviewer sees their own without it.</summary>
    public const string SeeReviewers = ReadAudit;

    /// <summary>Counts without names.</summary>
    public const string SeeInsights = $"{Roles.Reviewer},{Roles.Support},{Roles.Admin},{Roles.Auditor}";

    public const string ReadAudit = $"{Roles.Admin},{Roles.Auditor}";

    /// <summary>The words of answers that wait for a person or were not given out.</summary>
    public static bool ReadHeldAnswers(ClaimsPrincipal user) => Any(user, SeeProposals) || Any(user, ReadAudit);
}
