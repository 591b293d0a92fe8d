using System.Security.Claims;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Web.Security;

/// <summary>Who acts, from the claims of whoever signed in.</summary>
public static class Actors
{
    public static Actor Of(ClaimsPrincipal user, Channel channel)
    {
        var subject = SubjectOf(user) ?? throw new InvalidOperationException("Nobody is signed in.");
        return new(subject, user.Identity?.Name ?? subject, channel, user.FindFirstValue(PersonClaims.KeyOwner))
        {
            Groups = [.. user.FindAll(PersonClaims.Group).Select(c => c.Value)],
        };
    }

    public static string? SubjectOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier);
}
