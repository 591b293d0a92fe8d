using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web.Security;

/// <summary>Mode <c>Local</c>: a person's <c>ApiKey</c> as bearer token.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, LocalUsers users)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return Task.FromResult(AuthenticateResult.NoResult());
        if (users.FindByKey(header[Bearer.Length..].Trim()) is not { } user) return Task.FromResult(AuthenticateResult.Fail("The key is not known."));
        var principal = LocalUsers.PrincipalOf(user, Scheme.Name);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new(Actors.KeyOwnerClaim, user.Name));
        return Task.FromResult(AuthenticateResult.Success(new(principal, Scheme.Name)));
    }
}
