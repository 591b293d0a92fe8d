using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ApprovalConsole.Web.Security;

/// <summary>Why nobody was signed in when a browser came back from the identity provider, in a word of a closed set: what came with the request may hold anything,
/// a secret too, and is not kept.</summary>
internal static class ProviderFailure
{
    // OAuth 2.0 (RFC 6749) and OpenID Connect Core, for the authorization and the token endpoint.
    private static readonly string[] Codes =
    [
        "access_denied", "invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_scope", "server_error", "temporarily_unavailable", "interaction_required",
        "login_required", "account_selection_required", "consent_required", "invalid_grant", "invalid_client", "unsupported_grant_type",
    ];

    public static async Task RedirectAsync(RemoteFailureContext context)
    {
        await AuditedDoor.SignInFailedAsync(context.HttpContext, WordFor(context.Failure, context.Properties));
        context.Response.Redirect("/sign-in?failed=1");
        context.HandleResponse();
    }

    /// <param name="properties">What was sent along and came back whole; null where it did not.</param>
    public static string WordFor(Exception? failure, AuthenticationProperties? properties) => failure switch
    {
        null => "provider",
        _ when properties is null => "state",
        OpenIdConnectProtocolException or AuthenticationFailureException when Codes.FirstOrDefault(code => Names(failure, code)) is { } code => code,
        SecurityTokenException or OpenIdConnectProtocolInvalidNonceException => "token",
        AuthenticationFailureException { Message: ProviderEvents.NobodyNamed } => "token",
        AuthenticationFailureException { Message: "Correlation failed." } => "correlation",
        HttpRequestException or TaskCanceledException => "unreachable",
        _ => "provider",
    };

    // The handler writes the code in quotes, as in: Message contains error: 'access_denied', error_description: …
    private static bool Names(Exception failure, string code) => failure.Message.Contains($"error: '{code}'", StringComparison.Ordinal);
}
