using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace ApprovalConsole.Web.Security;

/// <summary>What holds a token.</summary>
internal enum Holder
{
    Person,
    Application,

    /// <summary>Something that acts for a person, such as an agent.</summary>
    Agent,
}

/// <summary>Whom a token of the identity provider is about, in our words. Names and mail addresses change hands and are shown only.</summary>
/// <param name="Subject">With Entra <c>tid/oid</c>, else <c>iss|sub</c>.</param>
/// <param name="AuthenticatedAt">When the person showed who they are; null where the token does not say.</param>
/// <param name="Contexts">Authentication contexts that were satisfied (<c>acrs</c>).</param>
internal sealed record Identified(
    string Subject, string Name, ImmutableHashSet<string> Roles, ImmutableHashSet<string> Groups, Holder Holder,
    DateTimeOffset? IssuedAt, DateTimeOffset? AuthenticatedAt, ImmutableHashSet<string> Contexts)
{
    // Claims that only tokens carry in which somebody acts for somebody else.
    private static readonly string[] ActingClaims = ["act", "xms_act_fct", "xms_sub_fct", "xms_par_app_azp"];

    /// <summary>Reads a token's own claims.</summary>
    /// <param name="isBearer">An access token; else an id token, which only a person's sign-in yields.</param>
    /// <returns>Null where it does not say who it is about.</returns>
    public static Identified? Of(IEnumerable<Claim> token, OidcOptions? oidc, bool isBearer)
    {
        var claims = token.ToLookup(c => c.Type, c => c.Value);
        string? First(string type) => claims[type].FirstOrDefault(v => v.Length > 0);
        if (SubjectOf(claims, oidc) is not { } subject) return null;
        var roles = Values(claims[oidc?.RoleClaim ?? "roles"]);
        return new(
            subject, First("preferred_username") ?? First("name") ?? First("app_displayname") ?? subject,
            [.. (oidc?.RolesFor(roles) ?? roles).Where(Security.Roles.All.Contains)], [.. Values(claims[oidc?.GroupClaim ?? "groups"])],
            HolderOf(claims, isBearer, First), Instant(First("iat")), Instant(First("auth_time")), [.. Values(claims["acrs"])]);
    }

    /// <summary>Who it is, as the console knows people; null where the token does not say.</summary>
    public static string? SubjectOf(ILookup<string, string> claims, OidcOptions? oidc)
    {
        string? First(string type) => claims[type].FirstOrDefault(v => v.Length > 0);
        return oidc is null
            ? (First("tid"), First("oid")) is ({ } tid, { } oid) ? $"{tid}/{oid}" : null
            : (First("iss"), First("sub")) is ({ } iss, { } sub) ? $"{iss}|{sub}" : null;
    }

    // What is not plainly a person's is not a person's.
    private static Holder HolderOf(ILookup<string, string> claims, bool isBearer, Func<string, string?> first)
    {
        if (ActingClaims.Any(claims.Contains)) return Holder.Agent;
        if (first("idtyp") is { } kind && kind != "user") return Holder.Application;
        if (!isBearer) return Holder.Person;
        var isDelegated = first("scp") is not null || first("scope") is not null;
        var isItself = first("sub") is { } sub && (sub == first("client_id") || sub == first("azp"));
        return isDelegated && !isItself && first("gty") != "client-credentials" ? Holder.Person : Holder.Application;
    }

    // A list arrives as several claims or, from some handlers, as one that holds JSON.
    private static IEnumerable<string> Values(IEnumerable<string> claims) => claims.SelectMany(c =>
        c.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(c) ?? [] : [c]);

    private static DateTimeOffset? Instant(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? DateTimeOffset.FromUnixTimeSeconds(value) : null;
}
