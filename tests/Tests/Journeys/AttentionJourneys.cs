using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>A reviewer is dealt a proposal that was made up, as any other, and told right after they answered.</summary>
public sealed class AttentionJourneys(Browser browser)
{
    [Fact]
    public async Task What_was_made_up_comes_like_any_other_and_says_so_once_it_is_answered()
    {
        await using var demo = await DemoConsole.StartAsync("--AttentionChecks:OneIn", "1");
        var run = (await demo.Process.Sam.PostAsync("/api/runs", new
        {
            agent = "desk", input = "Work ticket T-1009", onBehalfOf = new { subject = "ines.carvalho", permissions = new[] { "orders.read", "customers.read", "tickets.read", "tickets.write", "refunds.write" }, attributes = new { customer_id = "85", email = "ines.carvalho@example.com" } },
        })).Must(201);
        var first = await demo.Process.Rita.ProposalOfAsync(run.Text("id"));
        (await demo.Process.Rita.DecideAsync(first, new { decision = "approve", argumentsHash = first.Text("argumentsHash"), viewHash = first.Text("viewHash"), @checked = "the cup's price is on the invoice" })).Must(200);
        await Until.TrueAsync(() => Task.FromResult(demo.RefundsOf("#W899").Count == 1), () => "the refund never came");

        await using var remys = await browser.OpenAsync(demo.Process.Address);
        var remy = await DemoConsole.SignInAsync(remys, "remy");
        await remy.GotoAsync("/inbox");
        await Expect(remy.Locator(".list")).ToContainTextAsync("one in 1 proposals that you are dealt is made up and wrong");
        await Expect(remy.Locator("[data-key=n]")).ToBeEnabledAsync();
        await remy.Keyboard.PressAsync("n");
        await Expect(remy.Locator(".row[aria-current] .what")).ToContainTextAsync("Refund");
        await Expect(remy.Locator(".row").First).ToHaveAttributeAsync("aria-current", "true"); // nearest its deadline, as what is dealt is
        await Expect(remy).ToHaveURLAsync(new Regex(@"\.p1$"));
        await Expect(remy.Locator("#sentence")).ToContainTextAsync("Refund");
        await CountsAsync(remy);
        await Expect(remy.Locator(".row[aria-current]")).ToHaveCountAsync(1);
        var made = remy.Url;
        await remy.ReloadAsync();
        await Expect(remy.Locator("#sentence")).ToContainTextAsync("Refund"); // it is there still, and says nothing of itself
        await Expect(remy.Locator("body")).Not.ToContainTextAsync("attention check:");

        await CountsAsync(remy);
        await remy.Locator(".card .head a[href^='/runs/']").ClickAsync(); // whoever looks at its run finds one that waits
        await Expect(remy.Locator("main h1")).ToBeVisibleAsync();
        await Expect(remy.Locator("main .page")).ToContainTextAsync("waits for people");
        await remy.GotoAsync(made);

        await DemoConsole.AnswersAsync(remy);
        await DemoConsole.ReadsAsync(remy, "x");
        await remy.Keyboard.PressAsync("x");
        await remy.GetByLabel("In your words").FillAsync("not what the order says");
        await remy.GetByLabel("In your words").BlurAsync();
        await Expect(remy.Locator("[data-key='5']")).ToBeEnabledAsync();
        await remy.Keyboard.PressAsync("5");
        await Expect(remy.Locator(".told h2")).ToHaveTextAsync("You caught it");
        await Expect(remy.Locator(".told")).ToContainTextAsync("nothing was decided, and nothing was sent");
        await remy.Keyboard.PressAsync("n");
        await Expect(remy.Locator(".told")).ToBeHiddenAsync();
        Assert.NotEqual(made, remy.Url);
        Assert.Contains("attention check", (await demo.Process.Ada.GetAsync("/api/audit?kind=value.revealed.v1")).Must(200).GetRawText(), StringComparison.Ordinal);
        Assert.Single(demo.RefundsOf("#W899"));
        Assert.NotEqual(first.GetProperty("id").GetString(), made.Split('/')[^1]);

        await CountsAsync(remy);

        await remy.GotoAsync(made);
        await Expect(remy.Locator(".desk .empty")).ToContainTextAsync("There is no such proposal");
    }

    /// <summary>The list, its heading, the bar and the title say the same.</summary>
    private static async Task CountsAsync(IPage page)
    {
        await Expect(page.Locator(".row:not(.gone)").First).ToBeVisibleAsync();
        var rows = await page.Locator(".row:not(.gone)").CountAsync();
        await Expect(page.Locator(".list-head h2")).ToHaveTextAsync($"{rows} waiting");
        await Expect(page.Locator(".bar a[href='/inbox']")).ToContainTextAsync($"{rows}");
        await Expect(page).ToHaveTitleAsync($"({rows}) Inbox · ApprovalConsole");
    }
}
