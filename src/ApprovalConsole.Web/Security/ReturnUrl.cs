namespace ApprovalConsole.Web.Security;

/// <summary>Only a path of ours: a link to a sign-in must not lead elsewhere.</summary>
internal static class ReturnUrl
{
    public static string Local(string? url) => url is ['/', ..] and not ['/', '/' or '\\', ..] ? url : "/";
}
