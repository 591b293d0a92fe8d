using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ApprovalConsole.Web.Security;

/// <summary>Reads <c>onBehalfOf: {token}</c>: who a run acts for is what a token of the configured issuer says, not what the caller says.</summary>
internal sealed class PrincipalTokens
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    private readonly PrincipalTokenOptions? _options;
    private readonly OidcOptions? _oidc;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? _issuer;

    /// <param name="channels">By which the issuer is asked.</param>
    /// <param name="oidc">How people of mode <c>Oidc</c> are known; null in the other modes.</param>
    /// <exception cref="SettingException">An issuer without the audience that its tokens must be for.</exception>
    public PrincipalTokens(PrincipalTokenOptions? options, BackChannels channels, OidcOptions? oidc = null)
    {
        _oidc = oidc;
        if (options is null) return;
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) || authority.Scheme != Uri.UriSchemeHttps)
            throw new SettingException($"{PrincipalTokenOptions.Section}:Authority", "must be the issuer's https address");
        if (string.IsNullOrWhiteSpace(options.Audience)) throw new SettingException($"{PrincipalTokenOptions.Section}:Audience", "is missing: a token for somebody else proves nothing here");
        _options = options;
        _issuer = new($"{options.Authority.TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(new HttpClient(channels.To(authority)) { Timeout = AnswersWithin }));
    }

    /// <summary>The request with the principal that its token names; the request itself where it holds no token.</summary>
    public async Task<(RunRequest? Request, Refusal? Refusal)> VerifyAsync(RunRequest request, CancellationToken ct)
    {
        if (request.OnBehalfOf is not { Token: { } token } principal) return (request, null);
        if (_options is null || _issuer is null) return Refuse("onBehalfOf.token cannot be checked: Authentication:OnBehalfOf names no issuer.");
        if (principal.Subject is not null || principal.Permissions is not null || principal.Attributes is not null)
            return Refuse("onBehalfOf.token stands alone: subject, permissions and attributes are what the token says.");
        OpenIdConnectConfiguration issuer;
        try
        {
            issuer = await _issuer.GetConfigurationAsync(ct);
        }
        catch (InvalidOperationException)
        {
            return (null, new(RefusalCode.CouldNotCheck, "onBehalfOf.token cannot be checked: its issuer does not answer."));
        }

        var read = await new JsonWebTokenHandler().ValidateTokenAsync(token, new()
        {
            ValidIssuer = issuer.Issuer, ValidAudience = _options.Audience, IssuerSigningKeys = issuer.SigningKeys, RequireExpirationTime = true, RequireSignedTokens = true,
        });
        if (!read.IsValid) return Refuse("onBehalfOf.token is not a valid token of the configured issuer for this console.");
        var claims = ((JsonWebToken)read.SecurityToken).Claims.ToLookup(c => c.Type, c => c.Value);
        if (claims[_options.SubjectClaim].FirstOrDefault() is not { Length: > 0 } subject) return Refuse($"onBehalfOf.token has no {_options.SubjectClaim}.");
        var attributes = _options.AttributeClaims.Where(claims.Contains).ToDictionary(name => name, name => claims[name].First());
        return (request with { OnBehalfOf = new(subject, [.. claims[_options.PermissionsClaim]], JsonSerializer.SerializeToElement(attributes)) { Identity = Identified.SubjectOf(claims, _oidc) } }, null);
    }

    private static (RunRequest?, Refusal?) Refuse(string message) => (null, new(RefusalCode.InvalidRequest, message));
}

/// <summary>Whose tokens say on whose behalf a run acts.</summary>
public sealed class PrincipalTokenOptions
{
    public const string Section = "Authentication:OnBehalfOf";

    /// <summary>The issuer, as in its metadata.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Whom the tokens must be for.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Default <c>sub</c>.</summary>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>Default <c>permissions</c>.</summary>
    public string PermissionsClaim { get; set; } = "permissions";

    /// <summary>Claims that become attributes of the principal, under their own names.</summary>
    public string[] AttributeClaims { get; set; } = [];
}
