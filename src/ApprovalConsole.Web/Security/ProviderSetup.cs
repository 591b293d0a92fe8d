using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.Resource;

namespace ApprovalConsole.Web.Security;

/// <summary>Sign-in with an identity provider: Entra, or any other issuer.</summary>
internal static class ProviderSetup
{
    public static (string Browser, string Program) Add(WebApplicationBuilder builder, SignInMode mode)
    {
        var oidc = mode is SignInMode.Oidc ? OidcOptions.From(builder.Configuration) : null;
        if (oidc is null) AddEntra(builder);
        else AddOidc(builder, oidc);
        var signIn = builder.Configuration.GetSection(SignInOptions.Section).Get<SignInOptions>() ?? new();
        builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, o => ProviderEvents.Configure(o, oidc, signIn));
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o => ProviderEvents.Configure(o, oidc));
        if (Uri.TryCreate(oidc?.Authority ?? builder.Configuration["AzureAd:Instance"], UriKind.Absolute, out var provider)) Guard(builder.Services, provider);
        builder.Services.AddSingleton<IConfirmation>(s => new ProviderConfirmation(
            s.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>(), oidc, s.GetRequiredService<ILogger<ProviderConfirmation>>()));
        return (OpenIdConnectDefaults.AuthenticationScheme, JwtBearerDefaults.AuthenticationScheme);
    }

    /// <summary>Keys, metadata and tokens are asked for by the same guarded way as everything that goes out.</summary>
    private static void Guard(IServiceCollection services, Uri provider)
    {
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme).Configure<BackChannels>((o, channels) => o.BackchannelHttpHandler = channels.To(provider));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<BackChannels>((o, channels) => o.BackchannelHttpHandler = channels.To(provider));
        services.AddHttpClient(IssuerMetadata).ConfigurePrimaryHttpMessageHandler(s => s.GetRequiredService<BackChannels>().To(provider));
        services.Configure<AadIssuerValidatorOptions>(o => o.HttpClientName = IssuerMetadata);
    }

    private const string IssuerMetadata = "issuer-metadata";

    private static void AddEntra(WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("AzureAd");
        foreach (var key in new[] { "Instance", "TenantId", "ClientId", "ClientSecret" })
            if (string.IsNullOrWhiteSpace(section[key])) throw new SettingException($"AzureAd:{key}", "is missing; Authentication:Mode is Entra");
        builder.Services.AddAuthentication().AddMicrosoftIdentityWebApp(section);
        builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(section);
    }

    private static void AddOidc(WebApplicationBuilder builder, OidcOptions oidc)
    {
        var secret = oidc.ClientSecret is { } text && text.StartsWith("env:", StringComparison.Ordinal) ? Environment.GetEnvironmentVariable(text[4..]) : oidc.ClientSecret;
        builder.Services.AddAuthentication()
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddOpenIdConnect(OpenIdConnectDefaults.AuthenticationScheme, o =>
            {
                (o.Authority, o.ClientId, o.ClientSecret) = (oidc.Authority, oidc.ClientId, secret);
                o.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                o.MapInboundClaims = false;
            })
            .AddJwtBearer(JwtBearerDefaults.AuthenticationScheme, o =>
            {
                (o.Authority, o.Audience) = (oidc.Authority, oidc.Audience ?? oidc.ClientId);
                o.MapInboundClaims = false;
            });
    }
}
