using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>A first visit on the smallest screen: what is decided on has most of it.</summary>
public sealed class PhoneJourneys(Browser browser)
{
    [Fact]
    public async Task On_320_by_640_the_first_steps_are_a_line_and_half_of_the_screen_is_the_proposals()
    {
        await using var demo = await DemoConsole.StartAsync();
        await demo.ProposalOfTicketAsync("T-1001");
        await using var context = await browser.OpenAsync(demo.Process.Address, 320, 640, isFirstVisit: true);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await page.GotoAsync("/inbox");
        await Expect(page.Locator(".tour")).ToBeVisibleAsync();
        Assert.InRange(await HeightAsync(page, ".tour"), 20, 80);
        await page.Locator(".row").First.ClickAsync();
        await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();
        await Expect(page.Locator(".tour")).ToBeHiddenAsync();
        Assert.InRange(640 - await HeightAsync(page, "header.bar") - await HeightAsync(page, ".decide .bar"), 400, 640);
        var others = await page.Locator(".decide .btn:not([data-key=a])").EvaluateAllAsync<double[]>("buttons => buttons.map(b => b.getBoundingClientRect().top)");
        Assert.Equal(4, others.Length);
        Assert.Single(others.Distinct());
    }

    [Theory]
    [InlineData(320, 640)]
    [InlineData(683, 384)] // a laptop's screen at 200 % zoom
    public async Task Of_a_critical_call_three_quarters_of_a_small_screen_are_the_proposals_and_what_is_typed_comes_after_it(int width, int height)
    {
        await using var demo = await DemoConsole.StartAsync();
        var proposal = await demo.ProposalOfTicketAsync("T-1004");
        await using var context = await browser.OpenAsync(demo.Process.Address, width, height);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await page.GotoAsync($"/inbox/{proposal.GetProperty("id").GetString()}");
        await Expect(page.Locator("[data-key=x]")).ToBeEnabledAsync();
        Assert.InRange(await HeightAsync(page, ".decide .bar"), 30, height / 4.0);
        await Expect(page.Locator("[data-key=x]")).ToBeInViewportAsync();
        await page.Locator("#hint").ClickAsync(); // which asks for it, and leads there
        await Expect(page.Locator("#reenter")).ToBeFocusedAsync();
        var (box, bar) = ((await page.Locator("#reenter").BoundingBoxAsync())!, (await page.Locator(".decide .bar").BoundingBoxAsync())!);
        Assert.InRange(box.Y + box.Height, 0, bar.Y); // it is not covered

        await page.Locator("[data-key=x]").ClickAsync();
        await Expect(page.Locator("[data-key='1']")).ToBeInViewportAsync();
        await Expect(page.Locator("[data-key=Escape]")).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    public async Task On_a_phone_the_bar_says_where_one_is_and_the_tools_state_is_in_sight(int width)
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address, width, 640);
        var page = await DemoConsole.SignInAsync(context, "ada");
        foreach (var path in new[] { "/insights", "/people", "/inbox", "/audit" })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("fieldset.until-it-hears:not([disabled])")).ToBeAttachedAsync(); // the page that hears has a bar of its own
            var here = page.Locator($".bar nav a[href='{path}'][aria-current]");
            await Expect(here).ToBeInViewportAsync(new() { Ratio = 0.95f });
        }

        await page.Locator(".bar nav a[href='/tools']").ClickAsync(); // also where the bar was scrolled aside before
        await Expect(page.Locator(".bar nav a[href='/tools']")).ToBeInViewportAsync(new() { Ratio = 0.95f });
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Tools");
        await Expect(page.Locator("main td:nth-child(4)").First).ToBeVisibleAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => [...document.querySelectorAll('main td')].filter(cell => cell.getBoundingClientRect().right > innerWidth).length"));
    }

    private static async Task<double> HeightAsync(IPage page, string what) => (await page.Locator(what).BoundingBoxAsync())!.Height;
}
