using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Something is wrong: everything is held, everyone sees it, and it takes two to go on.</summary>
public sealed class StopJourneys(Browser browser)
{
    [Fact]
    public async Task A_reviewer_stops_everything_with_the_keyboard_everyone_sees_it_and_two_admins_lift_it()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var reviewers = await browser.OpenAsync(demo.Process.Address);
        await using var watchers = await browser.OpenAsync(demo.Process.Address);
        var (rita, sam) = (await DemoConsole.SignInAsync(reviewers, "rita"), await DemoConsole.SignInAsync(watchers, "sam"));
        await sam.GotoAsync("/runs");
        await DemoConsole.OpenProposalAsync(rita, "#W881");

        await rita.GetByRole(AriaRole.Link, new() { Name = "Stop", Exact = true }).FocusAsync();
        await rita.Keyboard.PressAsync("Enter");
        await WriteWhyAsync(rita, "It refunds twice.", rita.Locator("form button[type=submit].final"));
        await rita.GetByLabel("Why").FocusAsync();
        await rita.Keyboard.PressAsync("Enter");

        foreach (var page in new[] { rita, sam }) await Expect(page.Locator(".held")).ToContainTextAsync("Everything is stopped by rita");
        await rita.GotoAsync("/inbox");
        await DemoConsole.OpenProposalAsync(rita, "#W881");
        await rita.Keyboard.PressAsync("a");
        await Expect(rita.Locator("main")).ToContainTextAsync("Not recorded. Nothing was sent. rita stopped everything: It refunds twice.");
        Assert.Empty(demo.RefundsOf("#W881"));

        await LiftAsync(demo, "ada", "Propose to lift it");
        await Expect(sam.Locator(".held")).ToContainTextAsync("ada wants it lifted");
        await LiftAsync(demo, "abel", "Lift it");
        await Expect(sam.Locator(".held")).ToBeHiddenAsync();
        await rita.Keyboard.PressAsync("a");
        await Until.TrueAsync(() => Task.FromResult(demo.RefundsOf("#W881") is [120m]), () => "the refund never went out");
    }

    [Fact]
    public async Task A_tools_page_leads_to_its_own_stop()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var ada = await DemoConsole.SignInAsync(context, "ada");
        await ada.GotoAsync("/tools/desk.refund_order");
        await ada.GetByRole(AriaRole.Link, new() { Name = "Stop this tool" }).ClickAsync();
        var stop = ada.GetByRole(AriaRole.Button, new() { Name = "Stop the tool desk.refund_order" });
        await WriteWhyAsync(ada, "drill", stop);
        await stop.ClickAsync();
        await Expect(ada.Locator(".held")).ToContainTextAsync("The tool desk.refund_order is stopped by ada");
    }

    /// <summary>Typed again until the page has taken it: what is typed before it is interactive goes nowhere.</summary>
    internal static async Task WriteWhyAsync(IPage page, string why, ILocator opens)
    {
        using var patience = Patience.Begin();
        while (!await opens.IsEnabledAsync())
        {
            await page.GetByLabel("Why").FillAsync("");
            await page.GetByLabel("Why").FillAsync(why);
            await Task.Delay(500, patience.Token);
        }
    }

    private async Task LiftAsync(DemoConsole demo, string admin, string button)
    {
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var page = await DemoConsole.SignInAsync(context, admin);
        await page.GotoAsync("/stops");
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Expect(page.Locator("main .stop").First).ToContainTextAsync(button == "Lift it" ? "Lifted by" : "wants it lifted");
    }

    /// <summary>For looking at: <c>dotnet run --project tests/Tests -- -method '*StopJourneys.Pictures*' -explicit only</c>, into the folder that <c>PICTURES</c> names.</summary>
    [Fact(Explicit = true)]
    public async Task Pictures_of_what_is_held()
    {
        var folder = Environment.GetEnvironmentVariable("PICTURES") ?? Path.GetTempPath();
        await using var demo = await DemoConsole.StartAsync();
        (await demo.Process.Rita.PostAsync("/api/stops", new { scope = "all", reason = "The refund tool pays twice; Maria from the bank called." })).Must(201);
        (await demo.Process.Sam.PostAsync("/api/stops", new { scope = "tool:desk.refund_order", reason = "as above" })).Must(201);
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1366), (ColorScheme.Dark, 1366), (ColorScheme.Light, 390) })
        {
            await using var context = await browser.OpenAsync(demo.Process.Address, scheme: scheme);
            var page = await DemoConsole.SignInAsync(context, "ada");
            await page.SetViewportSizeAsync(width, 768);
            foreach (var (path, name) in new[] { ("/stops", "stops"), ("/inbox", "inbox"), ("/runs", "runs") })
            {
                await page.GotoAsync(path);
                await Expect(page.Locator(".held")).ToBeVisibleAsync();
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{scheme}-{width}.png") });
            }
        }
    }
}
