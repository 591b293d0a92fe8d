using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace ApprovalConsole.Web.Security;

/// <summary>Redeems the session's refresh token: a provider that has disabled a person, or ended their sessions, gives nothing for it; the new id
/// token says which roles they have now.</summary>
internal sealed class ProviderConfirmation(IOptionsMonitor<OpenIdConnectOptions> schemes, OidcOptions? oidc, ILogger<ProviderConfirmation> log) : IConfirmation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Confirmed> AskAsync(Session session, CancellationToken ct)
    {
        if (session.RefreshToken is not { } refreshToken) return Confirmed.No;
        var options = schemes.Get(OpenIdConnectDefaults.AuthenticationScheme);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var provider = await options.ConfigurationManager!.GetConfigurationAsync(patience.Token);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken, ["client_id"] = options.ClientId!,
                ["client_secret"] = options.ClientSecret ?? "", ["scope"] = string.Join(' ', options.Scope),
            });
            using var answer = await options.Backchannel.PostAsync(new Uri(provider.TokenEndpoint), form, patience.Token);
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return Confirmed.No;
            if (!answer.IsSuccessStatusCode) return Confirmed.Unknown;
            using var tokens = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(patience.Token));
            if (tokens.RootElement.TryGetProperty("refresh_token", out var next)) session.RefreshToken = next.GetString();
            return tokens.RootElement.TryGetProperty("id_token", out var idToken) && await IsStillAsync(session, idToken.GetString()!, options) ? Confirmed.Yes : Confirmed.No;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogWarning(e, "The identity provider does not answer: no decision of its people is taken until it does.");
            return Confirmed.Unknown;
        }
    }

    private async Task<bool> IsStillAsync(Session session, string idToken, OpenIdConnectOptions options)
    {
        var rules = options.TokenValidationParameters.Clone();
        if (options.ConfigurationManager is BaseConfigurationManager keys) rules.ConfigurationManager = keys;
        var read = await options.TokenHandler.ValidateTokenAsync(idToken, rules);
        return read.IsValid && Identified.Of(((Microsoft.IdentityModel.JsonWebTokens.JsonWebToken)read.SecurityToken).Claims, oidc, isBearer: false) is { } now
            && now.Subject == session.Subject && now.Holder is Holder.Person && now.Roles.SetEquals(session.Roles) && now.Groups.SetEquals(session.Groups);
    }
}
