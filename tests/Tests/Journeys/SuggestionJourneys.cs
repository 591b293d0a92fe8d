using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Twenty calls that two people read and let go: Tools says that a rule could, an admin looks what it would have done, and nothing holds before it is saved.</summary>
public sealed class SuggestionJourneys(Browser browser)
{
    private const string Tool = "bank.pay";

    [Fact]
    public async Task What_two_people_always_approved_becomes_a_rule_to_consider_which_leads_to_an_edit_and_saves_nothing()
    {
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(20);
        await using var ritas = await browser.OpenAsync(bank.Console.Address);
        await using var remys = await browser.OpenAsync(bank.Console.Address);
        await using var adas = await browser.OpenAsync(bank.Console.Address);
        await Task.WhenAll(AnswerAllAsync(bank, ritas, "rita"), AnswerAllAsync(bank, remys, "remy"));
        foreach (var run in bank.Runs) await bank.Console.Rita.UntilAsync(run, "Completed");
        var before = await PolicyAsync(bank);

        var ada = await adas.SignInOnceAsync(bank.Console, "ada");
        await ada.GotoAsync("/tools");
        await Expect(ada.Locator(".suggested h2")).ToHaveTextAsync("A rule to consider");
        await Expect(ada.Locator(".suggested")).ToContainTextAsync("Where amount is from 1001 to 1020, nobody is asked");
        await Expect(ada.Locator(".suggested")).ToContainTextAsync("20 approved by 2 people in 90 days");
        await ada.GetByRole(AriaRole.Link, new() { Name = "Look at it" }).ClickAsync();

        var tries = ada.GetByRole(AriaRole.Button, new() { Name = "Try it: what it would have done…" });
        await Expect(tries).ToBeEnabledAsync();
        await Expect(ada.Locator("fieldset.until-it-hears:not([disabled])").First).ToBeAttachedAsync();
        await tries.ClickAsync();
        await Expect(ada.Locator("main .diff")).ToContainTextAsync("\"approval\": \"ByRule\"");
        await Expect(ada.Locator("main")).ToContainTextAsync("Of the last 20 calls, 20 would have gone otherwise.");
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Propose: a second admin must agree" })).ToBeVisibleAsync();
        Assert.Equal(before, await PolicyAsync(bank));
    }

    /// <summary>As one who reads each for longer than two seconds, and presses; until nothing waits.</summary>
    private static async Task AnswerAllAsync(Bank bank, IBrowserContext context, string person)
    {
        var page = await context.SignInOnceAsync(bank.Console, person);
        await page.GotoAsync("/inbox");
        while (await WaitingAsync(bank) > 0)
        {
            var open = page.Locator("article.card:has([data-key=a]:enabled)");
            if (await open.CountAsync() == 0)
            {
                await page.Keyboard.PressAsync("n"); // the other one answered what was here
                await page.WaitForTimeoutAsync(500);
                continue;
            }

            var card = await open.First.GetAttributeAsync("data-card", new() { Timeout = 2000 });
            await page.WaitForTimeoutAsync(2500);
            await page.Keyboard.PressAsync("a");
            await Until.TrueAsync(async () => await WaitingAsync(bank) == 0 || await page.Locator($"article.card[data-card='{card}'] [data-key=a]:enabled").CountAsync() == 0, () => $"{person} pressed, and nothing came of it");
        }
    }

    private static async Task<int> WaitingAsync(Bank bank) => (await bank.Console.Rita.GetAsync("/api/proposals?status=Pending&take=50")).Must(200).GetProperty("items").GetArrayLength();

    private static async Task<string> PolicyAsync(Bank bank) => (await bank.Console.Ada.GetAsync($"/api/tools/{Tool}")).Must(200).GetProperty("policy").GetRawText();
}
