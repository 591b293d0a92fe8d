using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Authorization;

namespace ApprovalConsole.Web.Api;

/// <summary>Who may call what.</summary>
internal static class Permit
{
    public static readonly AuthorizeAttribute Operator = Any(Roles.Operator);
    public static readonly AuthorizeAttribute Reviewer = Any(Roles.Reviewer);
    public static readonly AuthorizeAttribute Admin = Any(Roles.Admin);
    public static readonly AuthorizeAttribute SupportAdmin = Any(Roles.Support, Roles.Admin);
    public static readonly AuthorizeAttribute ReviewerAdmin = Any(Roles.Reviewer, Roles.Admin);
    public static readonly AuthorizeAttribute OperatorSupport = Any(Roles.Operator, Roles.Support);
    public static readonly AuthorizeAttribute SupportAdminOperator = Any(Roles.Support, Roles.Admin, Roles.Operator);
    public static readonly AuthorizeAttribute ReviewerSupportAdmin = Any(Roles.Reviewer, Roles.Support, Roles.Admin);
    public static readonly AuthorizeAttribute AdminAuditor = Any(Roles.Admin, Roles.Auditor);
    public static readonly AuthorizeAttribute ReviewerAdminAuditor = Any(Roles.Reviewer, Roles.Admin, Roles.Auditor);
    public static readonly AuthorizeAttribute Reveal = Any(Roles.Reviewer, Roles.Support, Roles.Admin, Roles.Auditor);

    private static AuthorizeAttribute Any(params string[] roles) => new() { Roles = string.Join(',', roles) };
}
