using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Masking;

/// <summary>What each sees of a sensitive value in a browser.</summary>
[Collection(typeof(MaskedConsoleTests))]
public sealed class MaskJourneys(MaskedConsole masked, Browser browser)
{
    [Fact]
    public async Task A_watcher_sees_marks_on_every_page_until_they_say_why_they_need_the_values_and_again_on_the_next_visit()
    {
        var (run, proposal) = await masked.ProposeAsync();
        await using var context = await browser.OpenAsync(masked.Console.Address);
        var page = await context.SignInOnceAsync(masked.Console, "sue");
        foreach (var path in new[] { "/runs", $"/runs/{run}", "/inbox", $"/inbox/{proposal.GetProperty("id").GetString()}", "/tools/bank.pay", "/stops" })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("h1, h2").First).ToBeAttachedAsync();
            await ShowsNothingAsync(page, path);
        }

        await page.GotoAsync($"/inbox/{proposal.GetProperty("id").GetString()}");
        await DemoConsole.AnswersAsync(page);
        await Expect(page.Locator("#sentence")).ToContainTextAsync("Pay $12.00 to •••");
        await Expect(page.Locator("[data-key=a]:enabled")).ToHaveCountAsync(0);
        await ShowsNothingAsync(page, "the proposal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reveal…" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Reveal", Exact = true })).ToBeDisabledAsync();
        await page.Locator(".masked input").FillAsync("the customer calls");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reveal", Exact = true }).ClickAsync();
        await Expect(page.Locator("#sentence")).ToContainTextAsync(MaskedConsole.Iban);
        await Expect(page.Locator(".masked")).ToContainTextAsync("audit log");
        await Expect(page.Locator("[data-key=a]:enabled")).ToHaveCountAsync(0); // seeing is not deciding

        await page.ReloadAsync();
        await Expect(page.Locator("#sentence")).ToContainTextAsync("•••");
        await ShowsNothingAsync(page, "the next visit");
        await page.GotoAsync($"/runs/{run}");
        await Expect(page.Locator(".masked")).ToContainTextAsync("masked");
        await ShowsNothingAsync(page, "the run after the reveal of the proposal");
    }

    [Fact]
    public async Task A_value_that_went_through_all_a_run_can_do_is_on_no_page()
    {
        var spread = await masked.SpreadOnceAsync();
        await using var context = await browser.OpenAsync(masked.Console.Address);
        var page = await context.SignInOnceAsync(masked.Console, "sue");
        foreach (var path in spread.Runs.Select(r => $"/runs/{r}").Concat(spread.Proposals.Select(p => $"/inbox/{p}")))
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("main")).ToContainTextAsync(MaskedConsole.Mark);
            Assert.Empty(spread.In(await page.ContentAsync()));
        }

        await page.GotoAsync("/runs");
        await Expect(page.Locator($"main a[href='/runs/{spread.Runs[0]}']")).ToBeVisibleAsync(); // a run that ended says nothing there that could be masked
        Assert.Empty(spread.In(await page.ContentAsync()));
    }

    [Fact]
    public async Task The_reviewer_sees_marks_in_the_list_and_the_values_where_they_decide_and_marks_again_when_it_is_decided()
    {
        var (run, proposal) = await masked.ProposeAsync();
        await using var context = await browser.OpenAsync(masked.Console.Address);
        var page = await context.SignInOnceAsync(masked.Console, "rita");
        await page.GotoAsync($"/inbox/{proposal.GetProperty("id").GetString()}");
        await DemoConsole.AnswersAsync(page);
        await Expect(page.Locator("#sentence")).ToContainTextAsync(MaskedConsole.Iban);
        await Expect(page.Locator(".masked")).ToHaveCountAsync(0);
        Assert.Empty(MaskedConsole.In(await page.Locator("section.list").InnerHTMLAsync()));
        await page.GetByRole(AriaRole.Button, new() { Name = "/customer/iban" }).First.ClickAsync(); // where it was seen
        await Expect(page.Locator(".source")).ToContainTextAsync(MaskedConsole.Iban);

        await page.Locator("#checked").FillAsync("asked her"); // the note stands in no evidence
        await page.WaitForTimeoutAsync(1500); // as long as a person reads
        await page.Locator("[data-key=a]").ClickAsync();
        await masked.Console.Sam.UntilAsync(run, "Completed");
        await page.GotoAsync($"/inbox/{proposal.GetProperty("id").GetString()}");
        await Expect(page.Locator("#sentence")).ToContainTextAsync("•••");
        await ShowsNothingAsync(page, "what was decided");
    }

    [Fact]
    public async Task Neither_an_auditor_nor_an_admin_sees_one_in_the_log_or_beside_the_tools()
    {
        var (run, _) = await masked.PayAsync();
        foreach (var (person, paths) in new[] { ("theo", new[] { "/audit", $"/audit?Run={run}", $"/runs/{run}" }), ("ada", [$"/audit?Run={run}", "/tools/bank.pay?tab=what-if", "/tools/bank.pay?tab=history", $"/runs/{run}"]) })
        {
            await using var context = await browser.OpenAsync(masked.Console.Address);
            var page = await context.SignInOnceAsync(masked.Console, person);
            foreach (var path in paths)
            {
                await page.GotoAsync(path);
                await Expect(page.Locator("h1, h2").First).ToBeAttachedAsync();
                await ShowsNothingAsync(page, $"{person} {path}");
            }
        }
    }

    private static async Task ShowsNothingAsync(IPage page, string where) => Assert.True(
        MaskedConsole.In(await page.ContentAsync()).FirstOrDefault() is not { } shown, $"{where} shows {MaskedConsole.In(await page.ContentAsync()).FirstOrDefault()}");
}
