using System.Collections.Concurrent;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys.Hostile;

/// <summary>Sixty calls that are meant to mislead whoever reads them, proposed for real and painted by a real browser.</summary>
public sealed class HostileJourneys(Browser browser, ITestOutputHelper output)
{
    [Fact]
    public async Task Every_value_is_seen_or_counted_nothing_runs_and_nothing_is_asked_of_another_origin()
    {
        await using var desk = await HostileDesk.OpenAsync();
        var proposed = await desk.ProposeAsync(HostileCalls.All);
        await using var context = await browser.OpenAsync(desk.Console.Address);
        var faults = new ConcurrentBag<string>();
        Watch(context, desk.Console.Address, faults);
        var page = await context.SignInOnceAsync(desk.Console, "rita");
        await page.GotoAsync("/inbox");
        await DemoConsole.AnswersAsync(page);
        Assert.True(proposed.Count >= 60);
        var fold = new Fold();
        foreach (var (call, proposal) in proposed)
        {
            await ShowAsync(page, proposal.Text("id"));
            await fold.LookAsync(page, call.Name);
            foreach (var fault in await ReadAsync(page, call)) faults.Add($"{call.Name}: {fault}");
        }

        foreach (var path in proposed.Where((_, i) => i % 16 == 0).Select(p => $"/runs/{p.Proposal.Text("runId")}").Prepend("/runs"))
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("main h1, main h2").First).ToBeVisibleAsync();
            foreach (var fault in await CardReading.InspectAsync(page)) faults.Add($"{path}: {fault}");
        }

        Assert.True(faults.IsEmpty, string.Join('\n', faults.Order()));
        Assert.Empty(desk.Tools.Calls);
        output.WriteLine(fold.ToString());
        Assert.True(fold.Share >= 0.9, fold.ToString());

        // The checks can fail: what hides, what was made of markup and what is cut off are found.
        await page.GotoAsync($"/inbox/{proposed[0].Proposal.Text("id")}");
        await Expect(page.Locator("[data-key=x]")).ToBeEnabledAsync();
        await page.EvaluateAsync("() => { document.querySelector('.arguments td .text').append('\\u200b'); document.querySelector('.arguments').insertAdjacentHTML('beforeend', '<img alt>'); }");
        var guilty = await CardReading.InspectAsync(page);
        Assert.Contains("hides U+200b", guilty);
        Assert.Contains("made of text: IMG", guilty);
        Assert.NotEmpty(await CardReading.MissingAsync(page, proposed[0].Call.Arguments));
    }

    /// <summary>Within the page, as a click in the list does it.</summary>
    private static async Task ShowAsync(IPage page, string id)
    {
        await page.EvaluateAsync("id => Blazor.navigateTo(`/inbox/${id}`)", id);
        await page.Locator($"article.card[data-card^='{id}/'] [data-key=x]:enabled").WaitForAsync();
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(IPage page, HostileCall call)
    {
        var faults = new List<string>();
        var approve = page.Locator("[data-key=a]");
        if (await page.Locator("#checked").CountAsync() > 0) await page.Locator("#checked").FillAsync("asked them by phone");
        for (var unopened = page.Locator(".long .open"); await unopened.CountAsync() is > 0 and var closed;)
        {
            await page.Locator("#hint", new() { HasText = "Open " }).WaitForAsync();
            if (await approve.IsEnabledAsync()) faults.Add("can be approved unopened");
            await unopened.First.ClickAsync();
            await Expect(unopened).ToHaveCountAsync(closed - 1);
        }

        await page.Locator("[data-key=a]:enabled").WaitForAsync();
        if (await page.Locator(".lookalike").CountAsync() > 0 != call.IsLookalike) faults.Add("letters that look like others");
        faults.AddRange(await CardReading.MissingAsync(page, call.Arguments));
        faults.AddRange(await CardReading.InspectAsync(page));
        return faults;
    }

    private static void Watch(IBrowserContext context, Uri own, ConcurrentBag<string> faults)
    {
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(own.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) faults.Add($"asked of another origin: {request.Url}");
        };
        context.Console += (_, message) =>
        {
            if (message.Type == "error") faults.Add($"in the browser's console: {message.Text}");
        };
        context.WebError += (_, error) => faults.Add($"in the page: {error.Error}");
        context.Dialog += async (_, dialog) =>
        {
            faults.Add($"a dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }
}
