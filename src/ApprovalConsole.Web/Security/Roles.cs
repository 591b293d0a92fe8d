namespace ApprovalConsole.Web.Security;

/// <summary>What a signed-in person or key may do. In Entra these are the app roles' values.</summary>
public static class Roles
{
    /// <summary>Decides proposals.</summary>
    public const string Reviewer = "Reviewer";

    /// <summary>Watches, cancels, grants.</summary>
    public const string Support = "Support";

    /// <summary>Configures, and grants beyond a run's original limits.</summary>
    public const string Admin = "Admin";

    /// <summary>Starts runs.</summary>
    public const string Operator = "Operator";

    /// <summary>Reads all that was done and by whom, and does nothing.</summary>
    public const string Auditor = "Auditor";

    public static readonly IReadOnlyList<string> All = [Reviewer, Support, Admin, Operator, Auditor];
}
