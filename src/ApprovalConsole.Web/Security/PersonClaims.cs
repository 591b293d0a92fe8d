using System.Globalization;
using System.Security.Claims;

namespace ApprovalConsole.Web.Security;

/// <summary>The one form in which the console knows whoever is signed in, however they signed in.</summary>
internal static class PersonClaims
{
    public const string Session = "approvalconsole.session";
    public const string Holder = "approvalconsole.holder";
    public const string IssuedAt = "approvalconsole.issuedAt";
    public const string Group = "approvalconsole.group";
    public const string KeyId = "approvalconsole.key";
    public const string KeyOwner = "approvalconsole.keyOwner";

    public static ClaimsPrincipal Of(string subject, string name, IEnumerable<string> roles, IEnumerable<string> groups, string scheme, params Claim[] more) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, subject), new(ClaimTypes.Name, name), .. roles.Select(r => new Claim(ClaimTypes.Role, r)),
            .. groups.Select(g => new Claim(Group, g)), .. more,
        ], scheme, ClaimTypes.Name, ClaimTypes.Role));

    /// <summary>From a bearer token.</summary>
    public static ClaimsPrincipal Of(Identified token, string scheme) => Of(
        token.Subject, token.Name, token.Roles, token.Groups, scheme, new Claim(Holder, $"{token.Holder}"),
        new Claim(IssuedAt, (token.IssuedAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

    /// <summary>From a browser's sign-in.</summary>
    public static ClaimsPrincipal Of(Session session, string scheme) => Of(
        session.Subject, session.Name, session.Roles, session.Groups, scheme, new Claim(Session, session.Id), new Claim(Holder, $"{Security.Holder.Person}"));

    public static bool IsPerson(ClaimsPrincipal user) => user.FindFirstValue(Holder) == $"{Security.Holder.Person}";

    public static DateTimeOffset IssuedAtOf(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(IssuedAt), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.UnixEpoch;
}
