using MudBlazor.Services;

namespace ApprovalConsole.Web;

/// <summary>What people look at.</summary>
internal static class PagesSetup
{
    /// <summary>An edit of the largest arguments (64 KB, as JSON within JSON) must reach the server in one piece.</summary>
    private const long LargestMessage = 256 * 1024;

    public static void AddPages(this WebApplicationBuilder builder, ConsoleFacts facts)
    {
        builder.WebHost.UseStaticWebAssets(); // `dotnet run` without launch settings is Production, which would serve no package's assets
        builder.Services.AddSingleton(facts);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(o => o.MaximumReceiveMessageSize = LargestMessage);
        builder.Services.AddMudServices();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().RequireAuthorization()
            .AddInteractiveServerRenderMode(o => o.DisableWebSocketCompression = true); // secrets and a guesser's text must not be squeezed together
    }
}
