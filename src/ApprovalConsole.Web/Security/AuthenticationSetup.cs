using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Web.Mcp;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web.Security;

/// <summary>How people sign in.</summary>
public enum SignInMode
{
    /// <summary>Persons of the settings, on this machine only.</summary>
    Local,

    /// <summary>Microsoft Entra ID with app roles.</summary>
    Entra,

    /// <summary>Any other issuer that speaks OpenID Connect.</summary>
    Oidc,
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
            ? mode : throw new SettingException("Authentication:Mode", $"is {text}; there are {string.Join(", ", Enum.GetNames<SignInMode>())}");
    }

    public static void AddConsoleAuthentication(this WebApplicationBuilder builder, SignInMode mode)
    {
        builder.Services.AddOptions<SignInOptions>().Bind(builder.Configuration.GetSection(SignInOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SessionText>().AddSingleton<Sessions>().AddHostedService<SessionSweep>();
        builder.Services.AddSingleton(s => new Colleagues(mode, s.GetRequiredService<LocalUsers>(), s.GetRequiredService<Sessions>(), s.GetRequiredService<BlockList>()));
        builder.Services.AddSingleton(s => new Doorkeeper(
            mode, s.GetRequiredService<Sessions>(), s.GetRequiredService<BlockList>(), s.GetRequiredService<RefusedAttempts>(), s.GetRequiredService<IOptions<SignInOptions>>(), s.GetRequiredService<TimeProvider>()));
        var (browser, program) = mode is SignInMode.Local ? AddLocal(builder) : ProviderSetup.Add(builder, mode);
        builder.Services.AddAuthentication(o => o.DefaultScheme = ByRequest).AddPolicyScheme(ByRequest, null, o =>
            o.ForwardDefaultSelector = context => context.Request.Headers.ContainsKey("Authorization") ? program
                : IsForPrograms(context.Request.Path) ? CookieAuthenticationDefaults.AuthenticationScheme : browser);
        builder.Services.Configure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, ConfigureCookie);
        builder.Services.Configure<AntiforgeryOptions>(o => o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest); // it has none of its own
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuditedDoor>();
        builder.Services.AddAuthorizationBuilder().SetDefaultPolicy(AnyRole).SetFallbackPolicy(AnyRole);
        builder.Services.AddCascadingAuthenticationState();
    }

    /// <summary>Paths whose callers want a status, not a sign-in page.</summary>
    public static bool IsForPrograms(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments(McpGate.Path) || path.StartsWithSegments("/health")
        || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/.well-known") || path.StartsWithSegments("/_blazor");

    private static (string Browser, string Program) AddLocal(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IConfirmation, LocalConfirmation>();
        builder.Services.AddAuthentication()
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, o => o.Cookie.SameSite = SameSiteMode.Strict)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        return (CookieAuthenticationDefaults.AuthenticationScheme, ApiKeyHandler.SchemeName);
    }

    private static void ConfigureCookie(CookieAuthenticationOptions o)
    {
        o.Cookie.Name = "approvalconsole";
        o.Cookie.HttpOnly = true;
        o.LoginPath = "/sign-in";
        o.AccessDeniedPath = "/access-denied";
        o.Events.OnSigningIn = AuditedDoor.SignedInAsync;
        o.Events.OnSigningOut = AuditedDoor.SignedOutAsync;
        o.Events.OnRedirectToLogin = context => AnswerOrRedirect(context, StatusCodes.Status401Unauthorized);
        o.Events.OnRedirectToAccessDenied = context => AnswerOrRedirect(context, StatusCodes.Status403Forbidden);
        o.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>A cookie is as good as its session.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var sessions = services.GetRequiredService<Sessions>();
        var within = services.GetRequiredService<IOptions<SignInOptions>>().Value.ConfirmWithin;
        if (await sessions.FindAsync(context.Principal!, context.HttpContext.RequestAborted) is { } session
            && await sessions.ConfirmAsync(session, within, context.HttpContext.RequestAborted) is not Confirmed.No) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static Task AnswerOrRedirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (IsForPrograms(context.Request.Path)) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
