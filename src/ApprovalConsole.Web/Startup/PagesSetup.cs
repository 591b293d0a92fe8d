using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor.Services;

namespace ApprovalConsole.Web;

/// <summary>What people look at.</summary>
internal static class PagesSetup
{
    /// <summary>A page takes its line for dead when it has missed two; see connection.js.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    public static void AddPages(this WebApplicationBuilder builder, ConsoleFacts facts)
    {
        builder.WebHost.UseStaticWebAssets(); // `dotnet run` without launch settings is Production, which would serve no package's assets
        builder.Services.AddSingleton(facts);
        builder.Services.AddRazorComponents()
            .AddInteractiveServerComponents(o => o.JSInteropDefaultCallTimeout = Timeout.InfiniteTimeSpan) // what a page was asked when its line was cut is never answered; the page must not die of it a minute later
            .AddHubOptions(o =>
            {
                o.KeepAliveInterval = Heartbeat;
                o.MaximumReceiveMessageSize = builder.Configuration.GetValue($"{WireOptions.Section}:{nameof(WireOptions.MaxMessageBytes)}", new WireOptions().MaxMessageBytes);
            });
        builder.Services.AddCascadingValue(services => new CascadingValueSource<RenderPace>(new RenderPace(services.GetRequiredService<TimeProvider>()), isFixed: true)); // one for each page that is open
        builder.Services.AddMudServices();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().RequireAuthorization()
            .AddInteractiveServerRenderMode(o => o.DisableWebSocketCompression = true); // secrets and a guesser's text must not be squeezed together
    }
}
