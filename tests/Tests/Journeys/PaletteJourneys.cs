using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Everything on the page by a few letters, and what waits told to whoever looks elsewhere.</summary>
public sealed class PaletteJourneys(Browser browser)
{
    [Fact]
    public async Task A_few_letters_lead_to_a_page_to_a_proposal_and_to_what_is_searched_for()
    {
        await using var demo = await DemoConsole.StartAsync();
        await demo.ProposalOfTicketAsync("T-1001");
        await using var context = await browser.OpenAsync(demo.Process.Address);
        await context.AddInitScriptAsync("""
            window.told = [];
            window.away = false;
            Object.defineProperty(document, "hidden", { get: () => window.away });
            window.Notification = class { constructor(text) { window.told.push(text); } static permission = "granted"; static requestPermission() { return Promise.resolve("granted"); } };
            """);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await page.GotoAsync("/inbox");
        await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();

        // Letters that are typed here decide nothing, and what one may not do is not found.
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#palette")).ToBeVisibleAsync();
        await Expect(page.Locator("#palette [role=option]").First).ToContainTextAsync("press");
        var faults = new ConcurrentBag<string>();
        await Axe.CheckAsync(page, faults, "the palette");
        Assert.Empty(faults);
        await page.Keyboard.TypeAsync("people");
        await Expect(page.Locator("#palette [role=option]")).ToHaveTextAsync(["findWhat waits with “people”", "findRuns with “people”"]);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#palette")).ToBeHiddenAsync();

        await ChooseAsync(page, "w933");
        await Expect(page.Locator("#sentence")).ToContainTextAsync("#W933");
        await ChooseAsync(page, "budg");
        await Expect(page).ToHaveURLAsync(new Regex("/budgets$"));
        await Expect(page).ToHaveTitleAsync(new Regex(@"^\(\d+\) Budgets"));
        await ChooseAsync(page, "no such thing");
        await Expect(page).ToHaveURLAsync(new Regex("/inbox\\?q=no%20such%20thing$"));

        // More waits while she looks elsewhere.
        await page.GotoAsync("/runs");
        await Expect(page.Locator("fieldset.until-it-hears:not([disabled])")).ToBeAttachedAsync();
        await page.Locator(".person").ClickAsync();
        await page.Locator("[data-notify-toggle]").ClickAsync();
        await Expect(page.Locator("html[data-notify=on]")).ToBeAttachedAsync();
        await page.EvaluateAsync("window.away = true");
        var run = (await demo.Process.Sam.PostAsync("/api/runs", new
        {
            agent = "desk", input = "Work ticket T-1001", onBehalfOf = new { subject = "ana.ruiz", permissions = new[] { "refunds.write" }, attributes = new { customer_id = "77", email = "ana.ruiz@example.com" } },
        })).Must(201);
        await demo.Process.Rita.ProposalOfAsync(run.Text("id"));
        await Until.TrueAsync(() => page.EvaluateAsync<bool>("window.told.length > 0"), () => "nothing was told");
        Assert.Contains("proposals wait", await page.EvaluateAsync<string>("window.told[0]"), StringComparison.Ordinal);
    }

    private static async Task ChooseAsync(IPage page, string letters)
    {
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#palette")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync(letters);
        await page.Keyboard.PressAsync("Enter");
    }
}
