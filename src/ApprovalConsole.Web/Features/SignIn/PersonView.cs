using ApprovalConsole.Web.Security;

namespace ApprovalConsole.Web.Features.SignIn;

/// <summary>A person, and what signing in as them is good for.</summary>
public sealed record PersonView(string Name, string Roles, string Can)
{
    public static PersonView Of(LocalUser user) => new(user.Name, string.Join(", ", user.Roles), string.Join("; ", user.Roles.Select(CanDo)));

    private static string CanDo(string role) => role switch
    {
        Security.Roles.Reviewer => "decides what agents may do",
        Security.Roles.Support => "watches runs, stops them, grants more",
        Security.Roles.Operator => "starts runs",
        Security.Roles.Admin => "sets what each tool may do without being asked",
        Security.Roles.Auditor => "reads what was done and by whom",
        _ => role,
    };
}
