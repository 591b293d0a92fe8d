using ApprovalConsole.Tests.Journeys;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace ApprovalConsole.Tests.Journeys;

/// <summary>One headless Chromium for all journeys, started by the first.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const float Patience = 20_000; // ms

    private static readonly string[] Usual = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>A fresh browser profile; skips the test, loudly, where there is no Chromium.</summary>
    /// <param name="isFirstVisit">False: whoever sits there has seen the first steps.</param>
    internal async Task<IBrowserContext> OpenAsync(Uri console, int width = 1366, int height = 768, ColorScheme scheme = ColorScheme.Light, bool isFirstVisit = false)
    {
        Assert.SkipUnless(Path() is not null, "No Chromium here: install it, or set CHROMIUM to its path. Nothing was clicked.");
        var context = await (await _started.Value).Browser.NewContextAsync(new()
        {
            BaseURL = console.ToString(), IgnoreHTTPSErrors = true, // the tests' identity provider vouches for itself
            ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme,
        });
        if (!isFirstVisit) await context.AddInitScriptAsync("location.protocol.startsWith('http') && (localStorage.getItem('tour') ?? localStorage.setItem('tour', 'off'))");
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated) return;
        var (playwright, browser) = await _started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static string? Path() => new[] { Environment.GetEnvironmentVariable("CHROMIUM") }.Concat(Usual).FirstOrDefault(p => p is not null && File.Exists(p));

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience); // a machine that is busy with other tests is slow, not wrong
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }
}
