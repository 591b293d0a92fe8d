using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Outbound;

/// <summary>A server on this machine that counts who comes by.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _hits;

    private Listener(WebApplication app) => _app = app;

    public int Hits => _hits;

    public int Port => new Uri(_app.Urls.First()).Port;

    public static async Task<Listener> StartAsync(RequestDelegate? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listener = new Listener(builder.Build());
        listener._app.Run(context =>
        {
            Interlocked.Increment(ref listener._hits);
            return answer?.Invoke(context) ?? context.Response.WriteAsync("inside");
        });
        await listener._app.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
