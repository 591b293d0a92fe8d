using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Web.Features.Inbox;
using ApprovalConsole.Web.Features.Runs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>100,000 wait. The page holds no more of them than two pages, wherever somebody is, and everything that can be done at the front can be done at the far end.</summary>
public sealed class EndlessListJourneys(Browser browser)
{
    private const int Copies = 100_000;
    private const int MostRows = InboxWindow.MostPages * Page<ProposalView>.MostTake;

    [Fact]
    public async Task At_100_000_rows_the_page_holds_a_few_hundred_and_keys_links_and_answers_work_at_the_far_end()
    {
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(4); // one for the front, and three that stand behind all the copies
        var real = await bank.RestartedWithAsync(Copies);
        await using var context = await browser.OpenAsync(bank.Console.Address);
        var inbox = await context.SignInOnceAsync(bank.Console, "rita");
        await inbox.GotoAsync("/inbox");
        await Expect(inbox.Locator(".list h2")).ToHaveTextAsync($"{Copies + 4} waiting");
        await Expect(inbox.Locator(".row")).ToHaveCountAsync(200);
        await Expect(inbox.Locator("[aria-current=true].row")).ToHaveAttributeAsync("href", $"/inbox/{real[0]}");

        // Page after page: what is looked at stays where it is while what was before it is put away.
        for (var page = 2; page <= 5; page++)
        {
            var last = inbox.Locator(".row").Last;
            await last.ScrollIntoViewIfNeededAsync();
            var (href, top) = (await last.GetAttributeAsync("href"), (await last.BoundingBoxAsync())!.Y);
            await inbox.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
            await Expect(inbox.Locator($".row[href='{href}'] >> xpath=../following-sibling::li")).ToHaveCountAsync(200);
            await Expect(inbox.Locator(".row")).ToHaveCountAsync(MostRows);
            var moved = (await inbox.Locator($".row[href='{href}']").BoundingBoxAsync())!.Y - top;
            Assert.True(Math.Abs(moved) <= 2, $"page {page}: what was looked at moved by {moved} pixels");
        }

        await inbox.GetByRole(AriaRole.Button, new() { Name = "Show earlier" }).ScrollIntoViewIfNeededAsync();
        await inbox.EvaluateAsync("document.querySelector('.list').scrollTop = 0");
        var first = inbox.Locator(".row").First;
        var (firstHref, firstTop) = (await first.GetAttributeAsync("href"), (await first.BoundingBoxAsync())!.Y);
        await inbox.GetByRole(AriaRole.Button, new() { Name = "Show earlier" }).ClickAsync();
        await Expect(inbox.Locator($".row[href='{firstHref}'] >> xpath=../preceding-sibling::li")).ToHaveCountAsync(200);
        Assert.Equal(firstTop, (await inbox.Locator($".row[href='{firstHref}']").BoundingBoxAsync())!.Y, 2.0);
        await Expect(inbox.Locator(".row")).ToHaveCountAsync(MostRows);

        // A link to the far end opens the list there.
        await inbox.GotoAsync($"/inbox/{real[2]}");
        var current = inbox.Locator(".row[aria-current=true]");
        await Expect(current).ToHaveAttributeAsync("href", $"/inbox/{real[2]}");
        await Expect(current).ToBeInViewportAsync();
        await Expect(inbox.Locator(".row")).ToHaveCountAsync(21);
        await ReadsAsync(inbox, "j");
        await inbox.Keyboard.PressAsync("j");
        await Expect(current).ToHaveAttributeAsync("href", $"/inbox/{real[3]}");
        await inbox.Keyboard.PressAsync("j"); // the end holds
        await Expect(current).ToHaveAttributeAsync("href", $"/inbox/{real[3]}");

        // Up over the beginning of what is shown: the list goes back by itself, key by key.
        for (var key = 0; key < 25; key++) await inbox.Keyboard.PressAsync("k");
        await Expect(current).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex($"/inbox/{ManyRows.RunOf(real[3].Split('.')[0], Copies - 23)[..8]}"));
        await Expect(current).ToBeInViewportAsync();
        Assert.InRange(await inbox.Locator(".row").CountAsync(), 200, MostRows);

        // An answer at the far end is taken, and what is dealt next, nearest its deadline, is shown where it stands.
        await inbox.GotoAsync($"/inbox/{real[3]}");
        await DemoConsole.ReadsAsync(inbox, "x");
        await inbox.Keyboard.PressAsync("x");
        await Expect(inbox.Locator("[data-key='1']")).ToBeEnabledAsync();
        await inbox.Keyboard.PressAsync("1");
        await Expect(inbox.Locator(".list h2")).ToHaveTextAsync($"{Copies + 3} waiting");
        await Expect(current).ToHaveAttributeAsync("href", $"/inbox/{real[0]}");
        await Expect(current).ToBeInViewportAsync();
        await Expect(inbox.Locator(".row")).ToHaveCountAsync(200);
    }

    private static Task ReadsAsync(IPage page, string key) => Expect(page.Locator($"[data-key='{key}']")).ToBeEnabledAsync();
}
