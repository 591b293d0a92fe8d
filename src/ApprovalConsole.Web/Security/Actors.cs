using System.Security.Claims;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Web.Security;

/// <summary>Who acts, from the claims of whoever signed in.</summary>
public static class Actors
{
    internal const string KeyOwnerClaim = "approvalconsole.keyOwner";
    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private const string TenantId = "http://schemas.microsoft.com/identity/claims/tenantid";

    public static Actor Of(ClaimsPrincipal user, Channel channel)
    {
        var subject = SubjectOf(user) ?? throw new InvalidOperationException("Nobody is signed in.");
        var name = user.Identity?.Name ?? user.FindFirstValue("name") ?? user.FindFirstValue("preferred_username") ?? subject;
        return new(subject, name, channel, user.FindFirstValue(KeyOwnerClaim));
    }

    /// <summary>With Entra a person is <c>tid/oid</c>: names and mail addresses change hands.</summary>
    public static string? SubjectOf(ClaimsPrincipal user) =>
        (user.FindFirstValue(ObjectId) ?? user.FindFirstValue("oid")) is { } oid
            ? $"{user.FindFirstValue(TenantId) ?? user.FindFirstValue("tid")}/{oid}"
            : user.FindFirstValue(ClaimTypes.NameIdentifier);
}
