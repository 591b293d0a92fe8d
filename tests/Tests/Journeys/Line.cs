using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The line between a page and the console, in the test's hands: what goes over it can be lost on either way, and it can be cut.</summary>
internal sealed class Line
{
    private readonly Lock _lock = new();
    private readonly List<(IWebSocketRoute Page, IWebSocketRoute Server)> _open = [];

    /// <summary>What the page sends gets lost.</summary>
    public volatile bool LosesUp;

    /// <summary>What the console sends gets lost.</summary>
    public volatile bool LosesDown;

    /// <summary>Before the first page is opened.</summary>
    public Task HoldAsync(IBrowserContext context) => context.RouteWebSocketAsync(url => url.Contains("/_blazor", StringComparison.Ordinal), Connect);

    /// <summary>The line is repaired, and what was open on it is gone.</summary>
    public async Task CutAsync()
    {
        (LosesUp, LosesDown) = (false, false);
        (IWebSocketRoute Page, IWebSocketRoute Server)[] open;
        lock (_lock)
        {
            open = [.. _open];
            _open.Clear();
        }

        foreach (var (page, server) in open)
        {
            await server.CloseAsync();
            await page.CloseAsync();
        }
    }

    private void Connect(IWebSocketRoute page)
    {
        var server = page.ConnectToServer();
        lock (_lock) _open.Add((page, server));
        page.OnMessage(frame => { if (!LosesUp) Pass(frame, server); });
        server.OnMessage(frame => { if (!LosesDown) Pass(frame, page); });
    }

    private static void Pass(IWebSocketFrame frame, IWebSocketRoute to)
    {
        if (frame.Binary is { Length: > 0 } bytes) to.Send(bytes);
        else to.Send(frame.Text!);
    }
}
