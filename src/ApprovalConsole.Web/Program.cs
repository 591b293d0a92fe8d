using ApprovalConsole.Domain.Access;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Web;
using ApprovalConsole.Web.Api;
using ApprovalConsole.Web.Security;

try
{
    if (VerifyCommand.Run(args) is { } checkedOnly) return checkedOnly;
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });
    StartLog.Add(builder);
    var files = builder.AddSettingsFiles(args);
    AdoptOnce.Check(builder.Configuration);
    var mode = AuthenticationSetup.ModeOf(builder.Configuration);
    if (mode is SignInMode.Local) LoopbackOnly.CheckSettings(builder.Configuration, builder.Environment);

    builder.AddTelemetry(files); // before the works: whoever listens is there when they begin
    builder.AddConsoleAuthentication(mode);
    var demo = builder.AddDemo(files);
    builder.Services.AddOrchestrator(builder.Configuration, files, builder.Environment.ContentRootPath, demo.PlugIn);
    builder.AddPages(new ConsoleFacts(demo.IsEnabled, demo.IsScripted, mode is SignInMode.Local));
    builder.Services.AddSingleton(new LocalUsers(files, demo.IsEnabled));
    builder.Services.AddSingleton(s => new AssertionBounds(
        mode, s.GetRequiredService<LocalUsers>(), s.GetRequiredService<ApiKeys>(), files.Entries<MayAssert>(AssertionBounds.Section)));
    builder.Services.AddSingleton(s => new PrincipalTokens(
        builder.Configuration.GetSection(PrincipalTokenOptions.Section).Get<PrincipalTokenOptions>(), s.GetRequiredService<BackChannels>(), mode is SignInMode.Oidc ? OidcOptions.From(builder.Configuration) : null));
    builder.Services.AddSingleton(new SignInSecret(isNeeded: mode is SignInMode.Local && !demo.IsScripted));
    builder.AddApi();
    builder.AddWireLimits();

    var app = builder.Build();
    _ = app.Services.GetRequiredService<PrincipalTokens>(); // what is wrong with its settings ends the start
    app.UseBrowserSafety(BrowserSafety.FormTargetsOf(builder.Configuration, mode));
    if (mode is SignInMode.Local) app.UseLoopbackHostsOnly();
    app.UseProblems();
    app.UseWebSockets(); // so that what is one can be told
    app.UseRouting(); // after it, so that a status page is routed anew
    app.UseOriginCheck();
    app.UseLimitsOnWaysBack();
    app.UseAuthentication();
    app.UseSessions();
    app.UseRateLimiter(); // after both, so that a caller has a name
    app.UseAuthorization();
    app.UseSocketsOnly();
    app.UseOrderDoor();
    app.UseAntiforgery();
    app.UseNoForgedForms();
    app.MapSignIn(mode);
    app.MapApi();
    app.MapPages();
    await app.RunConsoleAsync(mode, demo);
    return 0;
}
catch (Exception e) when (StartFault.Of(e) is { } fault)
{
    await Console.Error.WriteLineAsync(fault);
    return 2;
}
