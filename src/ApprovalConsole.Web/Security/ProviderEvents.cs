using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ApprovalConsole.Web.Security;

/// <summary>What the identity provider's tokens become here, whichever provider it is.</summary>
internal static class ProviderEvents
{
    /// <summary>Why an id token signs nobody in.</summary>
    public const string NobodyNamed = "The token does not say which person it is about.";

    private const string IsStepUp = "approvalconsole.stepUp";

    /// <summary>Code flow with PKCE, a refresh token to ask again with, and a session at the end of it.</summary>
    public static void Configure(OpenIdConnectOptions options, OidcOptions? oidc, SignInOptions signIn)
    {
        // The default is the implicit flow, which a tenant has to allow; the code flow with PKCE needs no such thing.
        options.ResponseType = "code";
        options.UsePkce = true;
        options.Scope.Add("offline_access");
        options.SignedOutRedirectUri = "/sign-in";
        var (validated, redirected) = (options.Events.OnTokenValidated, options.Events.OnRedirectToIdentityProvider);
        options.Events.OnTokenValidated = async context =>
        {
            await validated(context);
            await SignInAsync(context, oidc);
        };
        options.Events.OnRedirectToIdentityProvider = async context =>
        {
            await redirected(context);
            if (context.Properties.Items.ContainsKey(IsStepUp)) AskForMore(context, signIn);
        };
        options.Events.OnRedirectToIdentityProviderForSignOut = context =>
        {
            context.ProtocolMessage.IdTokenHint = context.Properties.GetTokenValue("id_token");
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = ProviderFailure.RedirectAsync;
    }

    public static void Configure(JwtBearerOptions options, OidcOptions? oidc)
    {
        options.Events ??= new JwtBearerEvents();
        var validated = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await validated(context);
            if (context.Result?.Failure is not null) return;
            var claims = (context.SecurityToken as JsonWebToken)?.Claims ?? [];
            if (Identified.Of(claims, oidc, isBearer: true) is { } token) context.Principal = PersonClaims.Of(token, context.Scheme.Name);
            else context.Fail("The token does not say whom it is about.");
        };
    }

    /// <summary>Asks who is there once more, before a critical call.</summary>
    public static IResult AskAgain(string? returnUrl) => Results.Challenge(
        new() { RedirectUri = ReturnUrl.Local(returnUrl), Items = { [IsStepUp] = "1" } }, [OpenIdConnectDefaults.AuthenticationScheme]);

    private static async Task SignInAsync(Microsoft.AspNetCore.Authentication.OpenIdConnect.TokenValidatedContext context, OidcOptions? oidc)
    {
        var services = context.HttpContext.RequestServices;
        var claims = context.SecurityToken.Claims;
        if (Identified.Of(claims, oidc, isBearer: false) is not { Holder: Holder.Person } person)
        {
            context.Fail(NobodyNamed);
            return;
        }

        var session = new Session(person.Subject, person.Name, person.Roles, person.Groups, services.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            AuthenticatedAt = person.AuthenticatedAt, Contexts = person.Contexts, RefreshToken = context.TokenEndpointResponse?.RefreshToken, IdToken = context.TokenEndpointResponse?.IdToken,
        };
        var sessions = services.GetRequiredService<Sessions>();
        if (sessions.Find(context.HttpContext.User) is { } before) await sessions.EndAsync(before, CancellationToken.None);
        await sessions.OpenAsync(session, context.HttpContext.RequestAborted);
        context.Principal = PersonClaims.Of(session, context.Scheme.Name);
    }

    private static void AskForMore(RedirectContext context, SignInOptions signIn)
    {
        if (signIn.StepUpContext is { Length: > 0 } asked)
        {
            var claims = new { id_token = new { acrs = new { essential = true, value = asked } } };
            context.ProtocolMessage.SetParameter("claims", JsonSerializer.Serialize(claims));
        }

        // Also for a context: one that the browser satisfied this morning is no word of now.
        context.ProtocolMessage.Prompt = "login";
        context.ProtocolMessage.MaxAge = $"{signIn.StepUpWithin.TotalSeconds:0}";
    }
}
