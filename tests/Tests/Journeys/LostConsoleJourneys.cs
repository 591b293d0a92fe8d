using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The console is away for a while, or lets somebody in no more, while their page is open.</summary>
public sealed class LostConsoleJourneys(Browser browser)
{
    [Fact]
    public async Task A_console_that_was_away_for_a_while_has_broken_no_page()
    {
        await using var demo = await DemoConsole.StartAsync();
        using var wire = new Wire(demo.Process.Address);
        await using var context = await browser.OpenAsync(wire.Address);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await DemoConsole.OpenProposalAsync(page, "#W881");
        var refused = 0;
        page.Console += (_, message) => refused += message.Text.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal) ? 1 : 0;

        wire.TakeDown();
        await Until.TrueAsync(() => Task.FromResult(refused > 3), () => "the page never tried to come back");

        await Expect(page.Locator("#components-reconnect-modal .when-not-sent")).ToBeVisibleAsync();
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        Assert.Equal("off", await ConnectionAsync(page));

        wire.PutUp();
        await Expect(page.Locator("html[data-connection=on]")).ToBeAttachedAsync(new() { Timeout = 20_000 });
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await DemoConsole.ReadsAsync(page, "a");
        await page.Keyboard.PressAsync("a");
        await Until.TrueAsync(() => Task.FromResult(demo.RefundsOf("#W881").Count == 1), () => "what was pressed after it came back went nowhere");
    }

    [Fact]
    public async Task Whoever_is_signed_in_no_more_is_shown_the_way_in_and_not_told_to_wait()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await DemoConsole.OpenProposalAsync(page, "#W881");

        (await demo.Process.Ada.PostAsync("/api/people/block", new { subject = "rita", reason = "lost her laptop" })).Must(200);

        await page.WaitForURLAsync(url => url.Contains("/sign-in?", StringComparison.OrdinalIgnoreCase), new() { Timeout = 20_000 });
    }

    private static Task<string> ConnectionAsync(IPage page) => page.EvaluateAsync<string>("document.documentElement.dataset.connection");
}
