using System.Security.Claims;
using System.Text.Encodings.Web;
using ApprovalConsole.Orchestrator.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web.Security;

/// <summary>Mode <c>Local</c>: as bearer token, a person's <c>ApiKey</c> of the settings, or a key that was made in the console.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, LocalUsers users, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Bearer = "Bearer ";

    private static readonly object Revoked = new();

    /// <summary>The id of the revoked key that was tried; null where none was.</summary>
    public static string? RevokedKeyOf(HttpContext context) => context.Items[Revoked] as string;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return Task.FromResult(AuthenticateResult.NoResult());
        var text = header[Bearer.Length..].Trim();
        var principal = users.FindByKey(text) is { } user ? OfPerson(user) : keys.Find(text) is { } key ? OfProgram(key) : null;
        if (principal is null) Context.Items[Revoked] = keys.RevokedIdOf(text);
        return Task.FromResult(principal is null ? AuthenticateResult.Fail("The key is not known.") : AuthenticateResult.Success(new(principal, Scheme.Name)));
    }

    private ClaimsPrincipal OfPerson(LocalUser user) => LocalUsers.PrincipalOf(user, Scheme.Name);

    // Who made the key is a party to all that is asked for with it.
    private ClaimsPrincipal OfProgram(KeyView key) => PersonClaims.Of(
        $"key:{key.Id}", key.Name, key.Roles, [], Scheme.Name, new Claim(PersonClaims.Holder, $"{Holder.Application}"), new Claim(PersonClaims.KeyId, key.Id), new Claim(PersonClaims.KeyOwner, key.By.Subject));
}
