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
        Assert.InRange(640 - await HeightAsync(page, "header.bar") - await HeightAsync(page, ".decide"), 400, 640);
        var others = await page.Locator(".decide .btn:not([data-key=a])").EvaluateAllAsync<double[]>("buttons => buttons.map(b => b.getBoundingClientRect().top)");
        Assert.Equal(4, others.Length);
        Assert.Single(others.Distinct());
    }

    private static async Task<double> HeightAsync(IPage page, string what) => (await page.Locator(what).BoundingBoxAsync())!.Height;
}
