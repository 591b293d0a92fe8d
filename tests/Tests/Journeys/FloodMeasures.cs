using System.Diagnostics;
using System.Globalization;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>How often one page is drawn while 5,000 events a second are told, measured: <c>dotnet run -c Release --project tests/Tests -- -class '*FloodMeasures' -explicit only -showliveoutput</c>.
/// The console is in this process and its pages in a browser; no machine of ours commits so many events, so the feed is told of them, which is all that a page ever hears of one.</summary>
public sealed class FloodMeasures(Browser browser, ITestOutputHelper output)
{
    private const int EventsASecond = 5000;
    private static readonly TimeSpan Flood = TimeSpan.FromSeconds(12);

    [Theory(Explicit = true)]
    [InlineData("/inbox")]
    [InlineData("/runs")]
    [InlineData("/runs/{id}")]
    public async Task How_often_a_page_is_drawn_under_5000_events_a_second(string path)
    {
        const double most = 10; // a second, from the first to the last of the flood
        using var folder = new TempFolder();
        await using var console = new WebApplicationFactory<Program>().WithWebHostBuilder(b => b.UseSetting("settings", Path.Combine(Built.Root, "appsettings.json"))
            .UseSetting("urls", "http://127.0.0.1:0").UseSetting("Demo:Enabled", "true").UseSetting("Demo:Folder", folder["desk"]).UseSetting("Storage:ConnectionString", $"Data Source={folder["console.db"]}"));
        console.UseKestrel(0);
        console.StartServer();
        await using var context = await browser.OpenAsync(console.ClientOptions.BaseAddress);
        var line = new Line();
        await line.HoldAsync(context);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await DemoConsole.OpenProposalAsync(page, "#W881"); // the samples have come to where they wait
        var run = (await page.Locator("article.card").GetAttributeAsync("data-card"))!.Split('.')[0];
        await page.GotoAsync(path.Replace("{id}", run, StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("fieldset.until-it-hears:not([disabled])").First).ToBeAttachedAsync();
        await page.WaitForTimeoutAsync(2000); // what the beginning draws is drawn

        var (drawn, watch) = (line.Drawn, Stopwatch.StartNew());
        var told = await Task.Factory.StartNew(() => Tell(console.Services.GetRequiredService<LiveFeed>(), run, watch), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var (seconds, batches) = (watch.Elapsed.TotalSeconds, line.Drawn - drawn);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {told / seconds:0} events a second for {seconds:0} s: drawn {batches / seconds:0.0} times a second"));
        Assert.InRange(told / seconds, 0.9 * EventsASecond, 1.1 * EventsASecond); // a flood it was
        Assert.InRange(batches / seconds, 0.1, most);
    }

    /// <summary>What the feed says of an event of a run that asks: to the wall, to the inbox, to the run's own page, with a word that a model writes.</summary>
    private static int Tell(LiveFeed feed, string run, Stopwatch watch)
    {
        var told = 0;
        while (watch.Elapsed < Flood)
        {
            for (; told < watch.Elapsed.TotalSeconds * EventsASecond; told++)
            {
                feed.Nudge(Topic.Runs);
                feed.Nudge(Topic.Inbox);
                feed.Nudge(Topic.Run(run));
                feed.Foam(Topic.Run(run), "word ");
            }

            Thread.Sleep(1);
        }

        return told;
    }
}
