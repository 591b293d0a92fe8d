using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

public sealed class FirstVisitJourneys(Browser browser)
{
    [Fact]
    public async Task The_browser_reads_the_manifest_that_lets_it_be_installed()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var page = await DemoConsole.SignInAsync(context, "rita");
        var manifest = await (await context.NewCDPSessionAsync(page)).SendAsync("Page.getAppManifest");

        Assert.Equal(0, manifest!.Value.GetProperty("errors").GetArrayLength());
        Assert.Contains("\"display\": \"standalone\"", manifest.Value.GetProperty("data").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_comes_for_the_first_time_is_led_to_a_run_of_their_own_and_is_told_only_as_long_as_they_want()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address, isFirstVisit: true);
        var page = await DemoConsole.SignInAsync(context, "sam");
        await page.Locator(".tour").GetByRole(AriaRole.Link, new() { Name = "Start a sample run" }).ClickAsync();
        await Expect(page.Locator("#input")).ToHaveValueAsync("Work ticket T-1001");
        var start = page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true });
        await Expect(start).ToBeEnabledAsync();
        await start.ClickAsync();
        await page.WaitForURLAsync("**/runs/*");
        var faults = new ConcurrentBag<string>();
        await Axe.CheckAsync(page, faults);
        Assert.Empty(faults);
        await page.GetByRole(AriaRole.Button, new() { Name = "Not again" }).ClickAsync();
        await Expect(page.Locator(".tour")).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Expect(page.Locator(".tour")).ToBeHiddenAsync();
    }
}
