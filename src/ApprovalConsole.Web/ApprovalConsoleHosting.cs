using ApprovalConsole.Domain.Access;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Web.Api;
using ApprovalConsole.Web.Mcp;
using ApprovalConsole.Web.Security;

namespace ApprovalConsole.Web;

/// <summary>Puts the console into a host of one's own, with its pages, its API and its works.</summary>
public static class ApprovalConsoleHosting
{
    /// <summary>Adds the console. Its settings are the host's: <c>appsettings.json</c>, the environment's, and the file that <c>--settings</c> names.</summary>
    /// <param name="plugIn">Tools, checks, models and pipelines of this process.</param>
    /// <param name="args">The command line, which counts more than a file that it names. Null: that of the process.</param>
    /// <exception cref="SettingException">A setting cannot be used.</exception>
    public static WebApplicationBuilder AddApprovalConsole(this WebApplicationBuilder builder, Action<OrchestratorBuilder>? plugIn = null, string[]? args = null)
    {
        StartLog.Add(builder);
        var files = builder.AddSettingsFiles(args ?? Environment.GetCommandLineArgs()[1..]);
        AdoptOnce.Check(builder.Configuration);
        var mode = AuthenticationSetup.ModeOf(builder.Configuration);
        if (mode is SignInMode.Local) LoopbackOnly.CheckSettings(builder.Configuration, builder.Environment);

        builder.AddTelemetry(files); // before the works: whoever listens is there when they begin
        builder.AddConsoleAuthentication(mode);
        var demo = builder.AddDemo(files);
        builder.Services.AddSingleton(new Hosted(mode, demo)).AddHostedService<StartWatch>();
        builder.Services.AddOrchestrator(builder.Configuration, files, builder.Environment.ContentRootPath, works =>
        {
            demo.PlugIn(works);
            plugIn?.Invoke(works);
        });
        builder.AddPages(new ConsoleFacts(demo.IsEnabled, demo.IsScripted, mode is SignInMode.Local));
        builder.AddCallers(files, mode, demo);
        builder.AddApi();
        builder.AddViewers();
        builder.AddWireLimits();
        return builder;
    }

    /// <summary>Puts the console's doors in: the checks that each request passes, in their order, and its addresses: <c>/</c> and the pages, <c>/api</c>, <c>/hubs</c>, <c>/health</c>, <c>/openapi</c>. Addresses of the host's own
    /// are mapped on the same application, and pass the same checks.</summary>
    /// <exception cref="SettingException">A setting cannot be used.</exception>
    public static WebApplication MapApprovalConsole(this WebApplication app)
    {
        var mode = app.Services.GetRequiredService<Hosted>().Mode;
        _ = app.Services.GetRequiredService<PrincipalTokens>(); // what is wrong with its settings ends the start
        app.UseBrowserSafety(BrowserSafety.FormTargetsOf(app.Configuration, mode));
        if (mode is SignInMode.Local) app.UseLoopbackHostsOnly();
        app.UseProblems();
        app.UseWebSockets(); // so that what is one can be told
        app.UseRouting(); // after it, so that a status page is routed anew
        app.UseOriginCheck();
        app.UseCors();
        app.UseLimitsOnWaysBack();
        app.UseAuthentication();
        app.UseSessions();
        app.UseRateLimiter(); // after both, so that a caller has a name
        app.UseAuthorization();
        app.UseSocketsOnly();
        app.UseOrderDoor();
        app.UseMcpDoor();
        app.UseAntiforgery();
        app.UseNoForgedForms();
        app.MapSignIn(mode);
        app.MapApi();
        app.MapPages();
        return app;
    }

    /// <summary>Who may call, and as whom.</summary>
    private static void AddCallers(this WebApplicationBuilder builder, SettingsFiles files, SignInMode mode, Demo demo)
    {
        builder.Services.AddSingleton(new LocalUsers(files, demo.IsEnabled));
        builder.Services.AddSingleton(s => new AssertionBounds(
            mode, s.GetRequiredService<LocalUsers>(), s.GetRequiredService<ApiKeys>(), files.Entries<MayAssert>(AssertionBounds.Section)));
        builder.Services.AddSingleton(s => new PrincipalTokens(
            builder.Configuration.GetSection(PrincipalTokenOptions.Section).Get<PrincipalTokenOptions>(), s.GetRequiredService<BackChannels>(), mode is SignInMode.Oidc ? OidcOptions.From(builder.Configuration) : null));
        builder.Services.AddSingleton<OutsideDoor>();
        builder.Services.AddSingleton(new SignInSecret(isNeeded: mode is SignInMode.Local && !demo.IsScripted));
    }
}
