using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What an admin does: lower a threshold, let small refunds go unasked with a second admin, and take it back.</summary>
public sealed class ToolJourneys(Browser browser)
{
    private const string Refund = "/tools/desk.refund_order";

    [Fact]
    public async Task An_admin_lowers_a_threshold_sees_what_it_would_have_done_saves_and_restores_what_was()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var run = (await demo.Process.Rita.GetAsync("/api/runs?take=200")).Must(200).GetProperty("items").EnumerateArray().Single(r => r.Text("input").Contains("T-1001", StringComparison.Ordinal)).Text("id");
        await demo.Process.Rita.ProposalOfAsync(run);
        var ada = await DemoConsole.SignInAsync(context, "ada");
        await ada.GotoAsync(Refund);

        await TypeAsync(ada, "#at-rules-0-when-value", "100");
        await Expect(ada.Locator("#draft-json")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\"minimum\": 100\\b"));
        await Button(ada, "Review and save…").ClickAsync();
        await Expect(ada.Locator("main .diff")).ToContainTextAsync("\"minimum\": 100");
        await Expect(ada.Locator("main .moves")).ToContainTextAsync("one person is asked (Irreversible) → two people are asked (Critical)");
        await Expect(ada.Locator($"main a[href^='/runs/{run}#']")).ToContainTextAsync("Refund");
        await Button(ada, "Save: holds at once").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("Saved: version 2 holds.");

        await ada.GotoAsync($"{Refund}?tab=history&version=1&against=now");
        await Expect(ada.Locator("main .diff")).ToContainTextAsync("\"minimum\": 100");
        await Button(ada, "Restore version 1…").ClickAsync();
        await Expect(ada.Locator("main .diff .new")).ToContainTextAsync("\"minimum\": 500");
        await Button(ada, "Save: holds at once").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("Saved: version 3 holds.");
        var policy = (await demo.Process.Ada.GetAsync("/api/tools/desk.refund_order")).Must(200).GetProperty("policy");
        Assert.Equal(500, policy.GetProperty("rules")[0].GetProperty("when").GetProperty("properties").GetProperty("amount").GetProperty("minimum").GetInt32());
    }

    [Fact]
    public async Task A_standing_approval_is_proposed_by_one_admin_and_agreed_to_by_another()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var adas = await browser.OpenAsync(demo.Process.Address);
        await using var abels = await browser.OpenAsync(demo.Process.Address);
        var abel = await DemoConsole.SignInAsync(abels, "abel");
        await abel.GotoAsync("/tools");
        await Expect(abel.Locator("main h1")).ToBeVisibleAsync();
        var ada = await DemoConsole.SignInAsync(adas, "ada");
        await ada.GotoAsync($"{Refund}?tab=who-may");

        await ChooseAsync(ada, "#at-approval", "ByRule", shows: "#at-standing-when-value");
        await TypeAsync(ada, "#at-standing-when-value", "20");
        await TypeAsync(ada, "#at-standing-quotas-0-count", "3");
        await TypeAsync(ada, "#at-standing-quotas-1-count", "30");
        await Button(ada, "Review and save…").ClickAsync();
        await Button(ada, "Propose: a second admin must agree").ClickAsync();
        await Expect(ada.Locator("main")).ToContainTextAsync("You proposed it, so you cannot agree to it");
        await Expect(Button(ada, "Agree: holds at once")).ToHaveCountAsync(0);

        await abel.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "waits for a second admin" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(abel.Locator("main")).ToContainTextAsync("Where amount is at most 20, nobody is asked until");
        await abel.AgreeAsync();

        await Expect(ada.Locator("main")).ToContainTextAsync("policy version 2");
        await Expect(Button(ada, "Take it back")).ToHaveCountAsync(0);
        var newest = (await demo.Process.Ada.GetAsync("/api/tools/desk.refund_order/policy/versions")).Must(200).GetProperty("items")[0];
        Assert.Equal(("ada", "abel"), (newest.Text("by"), newest.Text("confirmedBy")));
    }

    [Fact]
    public async Task What_another_admin_lays_down_meanwhile_is_told_and_ones_own_text_stays()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var ada = await DemoConsole.SignInAsync(context, "ada");
        await ada.GotoAsync(Refund);
        await TypeAsync(ada, "#at-effect", "one refund");

        (await demo.Process.Abel.PutAsync("/api/tools/desk.refund_order/policy", new { reversibility = "Critical" }, ("If-Match", "\"1\""))).Must(200);

        await Expect(ada.Locator("main")).ToContainTextAsync("Somebody has laid down version 2 while you edited version 1");
        await Expect(ada.Locator("#at-effect")).ToHaveValueAsync("one refund");
        await Button(ada, "Keep mine, over version 2").ClickAsync();
        await Button(ada, "Review and save…").ClickAsync();
        await Expect(ada.Locator("main .diff")).ToContainTextAsync("\"reversibility\": \"Irreversible\"");
    }

    [Fact]
    public async Task Who_is_no_admin_reads_and_has_no_button()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var rita = await DemoConsole.SignInAsync(context, "rita");
        await rita.GotoAsync(Refund);
        await Expect(rita.Locator("main")).ToContainTextAsync("When amount is at least 500, it is Critical");
        await Expect(rita.Locator("main").Locator("button, input, textarea, select")).ToHaveCountAsync(0);
        await rita.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await Expect(rita.Locator("main")).ToContainTextAsync("From the defaults to version 1");
        await Expect(rita.Locator("main button")).ToHaveCountAsync(0);
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Chosen again until the page shows what follows: what is chosen before it is interactive goes nowhere.</summary>
    private static async Task ChooseAsync(IPage page, string box, string choice, string shows)
    {
        using var patience = Patience.Begin();
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            await page.Locator(box).SelectOptionAsync("Person");
            await page.Locator(box).SelectOptionAsync(choice);
            await Task.WhenAny(page.Locator(shows).WaitForAsync(new() { Timeout = 2000 }));
        }
        while (!await page.Locator(shows).IsVisibleAsync());
    }

    /// <summary>Typed again until the page has taken it: what is typed before it is interactive goes nowhere.</summary>
    private static async Task TypeAsync(IPage page, string box, string text)
    {
        using var patience = Patience.Begin();
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            await page.Locator(box).FillAsync("");
            await page.Locator(box).FillAsync(text);
        }
        while (!await IsTakenAsync(page));
        await Expect(page.Locator(box)).ToHaveValueAsync(text);
    }

    private static async Task<bool> IsTakenAsync(IPage page)
    {
        try
        {
            await Expect(Button(page, "Drop my edit")).ToBeVisibleAsync(new() { Timeout = 2000 });
            return true;
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }
}
