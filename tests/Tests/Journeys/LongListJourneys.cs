using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>More waits than one page of the list holds: it goes on where it ended, and stays as long when something changes.</summary>
public sealed class LongListJourneys(Browser browser)
{
    [Fact]
    public async Task A_list_goes_on_where_it_ended_and_stays_as_long_when_something_is_decided()
    {
        const int page = 200, proposals = page + 4;
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(proposals);
        await using var context = await browser.OpenAsync(bank.Console.Address);
        var inbox = await context.SignInOnceAsync(bank.Console, "rita");
        await inbox.GotoAsync("/inbox");
        await Expect(inbox.Locator(".list h2")).ToHaveTextAsync($"{proposals} waiting");
        await Expect(inbox.Locator(".row")).ToHaveCountAsync(page);

        // However fast somebody goes down: each key is a row.
        await Expect(inbox.Locator("[data-key=j]")).ToBeEnabledAsync();
        var rows = await inbox.Locator(".row").EvaluateAllAsync<string[]>("rows => rows.map(row => row.getAttribute('href'))");
        for (var key = 0; key < 40; key++) await inbox.Keyboard.PressAsync("j");
        await Expect(inbox.Locator(".row[aria-current=true]")).ToHaveAttributeAsync("href", rows[40]);
        await Expect(inbox.Locator(".row[aria-current=true]")).ToBeInViewportAsync();
        for (var key = 0; key < 40; key++) await inbox.Keyboard.PressAsync("k");
        await Expect(inbox.Locator(".row[aria-current=true]")).ToHaveAttributeAsync("href", rows[0]);

        await inbox.GotoAsync(rows[120]); // a link opens the list where that one stands
        await Expect(inbox.Locator("[data-key=j]")).ToBeEnabledAsync();
        await Expect(inbox.Locator(".row[aria-current=true]")).ToHaveAttributeAsync("href", rows[120]);
        await Expect(inbox.Locator(".row[aria-current=true]")).ToBeInViewportAsync();
        await inbox.GotoAsync("/inbox");
        await Expect(inbox.Locator("[data-key=j]")).ToBeEnabledAsync();

        var more = inbox.GetByRole(AriaRole.Button, new() { Name = "Show more" });
        await Expect(more).ToBeEnabledAsync();
        await more.ClickAsync();
        await Expect(inbox.Locator(".row")).ToHaveCountAsync(proposals);
        await Expect(more).ToBeHiddenAsync();

        var last = await inbox.Locator(".row").Last.InnerTextAsync();
        await DemoConsole.ReadsAsync(inbox, "x");
        await inbox.Keyboard.PressAsync("x");
        await Expect(inbox.Locator("[data-key='1']")).ToBeEnabledAsync();
        await inbox.Keyboard.PressAsync("1");
        await Expect(inbox.Locator(".list h2")).ToHaveTextAsync($"{proposals - 1} waiting");
        await Expect(inbox.Locator(".row")).ToHaveCountAsync(proposals); // what was decided greys out in its place
        Assert.Equal(last.Split('\n')[0], (await inbox.Locator(".row").Last.InnerTextAsync()).Split('\n')[0]);
    }
}
