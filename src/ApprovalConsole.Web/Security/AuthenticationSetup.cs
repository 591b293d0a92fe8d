using System.Security.Claims;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Identity.Web;

namespace ApprovalConsole.Web.Security;

/// <summary>How people sign in.</summary>
public enum SignInMode
{
    /// <summary>Persons of the settings, on this machine only.</summary>
    Local,

    /// <summary>Microsoft Entra ID with app roles.</summary>
    Entra,
}

/// <summary>Sign-in by cookie in the browser, by bearer token for programs.</summary>
internal static class AuthenticationSetup
{
    private const string ByRequest = "ByRequest";

    /// <summary>Who is signed in and has no role here sees nothing: a tenant holds many people. What says nothing about itself is closed, too.</summary>
    private static readonly AuthorizationPolicy AnyRole = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Roles.All).Build();

    public static SignInMode ModeOf(IConfiguration configuration)
    {
        var text = configuration["Authentication:Mode"] ?? nameof(SignInMode.Local);
        return Enum.TryParse<SignInMode>(text, ignoreCase: true, out var mode) && Enum.IsDefined(mode)
            ? mode : throw new SettingException("Authentication:Mode", $"is {text}; there are {string.Join(" and ", Enum.GetNames<SignInMode>())}");
    }

    public static void AddConsoleAuthentication(this WebApplicationBuilder builder, SignInMode mode)
    {
        var (browser, program) = mode is SignInMode.Local ? AddLocal(builder) : AddEntra(builder);
        builder.Services.AddAuthentication(o => o.DefaultScheme = ByRequest).AddPolicyScheme(ByRequest, null, o =>
            o.ForwardDefaultSelector = context => context.Request.Headers.ContainsKey("Authorization") ? program
                : IsForPrograms(context.Request.Path) ? CookieAuthenticationDefaults.AuthenticationScheme : browser);
        builder.Services.Configure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, o =>
        {
            o.Cookie.Name = "approvalconsole";
            o.Cookie.HttpOnly = true;
            o.LoginPath = "/sign-in";
            o.AccessDeniedPath = "/access-denied";
            o.Events.OnSigningIn = AuditedDoor.SignedInAsync;
            o.Events.OnSigningOut = AuditedDoor.SignedOutAsync;
            o.Events.OnRedirectToLogin = context => AnswerOrRedirect(context, StatusCodes.Status401Unauthorized);
            o.Events.OnRedirectToAccessDenied = context => AnswerOrRedirect(context, StatusCodes.Status403Forbidden);
        });
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuditedDoor>();
        builder.Services.AddAuthorizationBuilder().SetDefaultPolicy(AnyRole).SetFallbackPolicy(AnyRole);
        builder.Services.AddCascadingAuthenticationState();
    }

    /// <summary>Paths whose callers want a status, not a sign-in page.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments("/health") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/.well-known");

    private static (string Browser, string Program) AddLocal(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication()
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, o => o.Cookie.SameSite = SameSiteMode.Strict)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        return (CookieAuthenticationDefaults.AuthenticationScheme, ApiKeyHandler.SchemeName);
    }

    private static (string Browser, string Program) AddEntra(WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("AzureAd");
        foreach (var key in new[] { "Instance", "TenantId", "ClientId" })
            if (string.IsNullOrWhiteSpace(section[key])) throw new SettingException($"AzureAd:{key}", "is missing; Authentication:Mode is Entra");
        builder.Services.AddAuthentication().AddMicrosoftIdentityWebApp(section);
        builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(section);

        // The default is the implicit flow, which a tenant has to allow; the code flow with PKCE needs no such thing.
        builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, o =>
        {
            o.ResponseType = "code";
            o.UsePkce = true;
        });
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o =>
            o.TokenValidationParameters.NameClaimType = "preferred_username");
        return (OpenIdConnectDefaults.AuthenticationScheme, JwtBearerDefaults.AuthenticationScheme);
    }

    private static Task AnswerOrRedirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (IsForPrograms(context.Request.Path)) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
