using System.Diagnostics;
using System.Globalization;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The line is cut between the key and the answer, again and again: what was pressed counts once, or whoever pressed is told that nothing was sent.
/// A hundred times: <c>dotnet run -c Release --project tests/Tests -- -class '*CutLineJourneys' -explicit only -showliveoutput</c>.</summary>
public sealed class CutLineJourneys(Browser browser, ITestOutputHelper output)
{
    // The page's own count of presses that it took, in a store that outlives it.
    private const string Counts = "document.addEventListener('pressed', () => localStorage.setItem('pressed', Number(localStorage.getItem('pressed') ?? 0) + 1), true)";

    [Fact]
    public Task No_answer_is_lost_and_none_counts_twice() => CutAsync(8, 0);

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public Task Nor_of_a_hundred(int quarter) => CutAsync(25, quarter);

    [Fact]
    public async Task What_was_pressed_on_a_line_that_fell_silent_counts_once()
    {
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(1);
        using var wire = new Wire(bank.Console.Address);
        await using var context = await browser.OpenAsync(wire.Address);
        await context.AddInitScriptAsync(Counts);
        var page = await context.SignInOnceAsync(bank.Console, "rita");
        await page.GotoAsync("/inbox");
        await PressAsync(page, wire.FallSilent);
        var since = Stopwatch.StartNew();

        await KnownAsync(page);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"known after {since.Elapsed.TotalSeconds:0.0} s"));
        await bank.Console.Rita.UntilAsync(bank.Runs.Single(), "Completed");
        Assert.Single(await bank.AnswersAsync(bank.Runs.Single()));
        Assert.Single(bank.Tools.Calls);
    }

    [Fact]
    public Task A_draft_that_is_a_second_old_outlives_its_page() => DraftsAsync(3);

    [Fact(Explicit = true)]
    public Task Nor_is_any_of_twenty_five_drafts_lost() => DraftsAsync(25);

    private async Task DraftsAsync(int times)
    {
        var chance = new Random(times);
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(times);
        using var wire = new Wire(bank.Console.Address);
        await using var context = await browser.OpenAsync(wire.Address);
        var page = await context.SignInOnceAsync(bank.Console, "rita");
        await page.GotoAsync("/inbox");
        foreach (var (run, amount) in bank.Runs.Zip(Enumerable.Range(1, times)))
        {
            await OpenAsync(page, (await bank.Console.Rita.ProposalOfAsync(run)).Text("id"));
            await page.WaitForTimeoutAsync(500); // right after the swap the keys are dead
            await page.Keyboard.PressAsync("e");
            await page.Locator("#edit-amount").FillAsync($"{amount}");
            await page.WaitForTimeoutAsync(1500 + chance.Next(80)); // a second, and the time that it takes to write
            wire.Cut();
            await page.ReloadAsync();
            await Expect(page.Locator("#edit-amount")).ToHaveValueAsync($"{amount}");
        }

        output.WriteLine($"cut {times} times in the middle of an edit: 0 drafts lost");
    }

    private async Task CutAsync(int times, int seed)
    {
        var chance = new Random(seed);
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(times);
        using var wire = new Wire(bank.Console.Address);
        await using var context = await browser.OpenAsync(wire.Address);
        await context.AddInitScriptAsync(Counts);
        var page = await context.SignInOnceAsync(bank.Console, "rita"); // past the wire: a cookie does not know of ports
        await page.GotoAsync("/inbox");
        var (ways, told) = (new int[3], 0);
        foreach (var run in bank.Runs)
        {
            var id = (await bank.Console.Rita.ProposalOfAsync(run)).Text("id");
            var way = chance.Next(3);
            ways[way]++;
            for (var isFirst = true; isFirst || await StatusAsync(bank, id) == "Pending"; isFirst = false)
            {
                // Never silently: whoever pressed before the console had heard of the paint for long enough is told that nothing was sent.
                if (!isFirst) await Expect(page.Locator(".message:visible, .kept.said:visible").Filter(new() { HasText = "Nothing was sent" }).First).ToBeVisibleAsync();
                told += isFirst ? 0 : 1;
                await OpenAsync(page, id);
                await PressAsync(page, isFirst ? () => Break(wire, way) : null); // the key is lost, its answer is lost, or whatever is under way in that moment
                if (isFirst)
                {
                    await page.WaitForTimeoutAsync(chance.Next(80)); // before, while and after the answer comes
                    wire.Cut();
                }

                await KnownAsync(page);
            }

            await bank.Console.Rita.UntilAsync(run, "Completed");
        }

        var answers = new List<int>();
        foreach (var run in bank.Runs) answers.Add((await bank.AnswersAsync(run)).Count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cut {times} times ({ways[0]} keys lost, {ways[1]} answers lost, {ways[2]} at any moment): {answers.Count(a => a == 0)} lost, {answers.Count(a => a > 1)} doubled, {told} told that nothing was sent"));
        Assert.All(answers, count => Assert.Equal(1, count));
        Assert.Equal(times, bank.Tools.Calls.Count);
    }

    private static void Break(Wire wire, int way)
    {
        if (way == 0) wire.LoseUp();
        if (way == 1) wire.LoseDown();
    }

    /// <summary>As a person does, who presses again where the page was not listening.</summary>
    private static async Task PressAsync(IPage page, Action? breaks)
    {
        for (var before = await PressedAsync(page); await PressedAsync(page) == before;)
        {
            await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();
            await page.WaitForTimeoutAsync(1200); // as long as a person reads
            breaks?.Invoke();
            await page.Keyboard.PressAsync("a");
        }
    }

    private static async Task<int> PressedAsync(IPage page) => await page.EvaluateAsync<int>("Number(localStorage.getItem('pressed') ?? 0)");

    /// <summary>The browser keeps no answer any more. While the page is loaded anew nobody can be asked.</summary>
    private static async Task KnownAsync(IPage page)
    {
        var last = "";
        await Until.TrueAsync(async () =>
        {
            try
            {
                last = await page.EvaluateAsync<string>("`${sessionStorage.length} kept, ${document.documentElement.dataset.connection}, ${sessionStorage.getItem('approvalconsole.unanswered')}`");
                return last.StartsWith("0 kept", StringComparison.Ordinal) && !last.Contains("kept, off", StringComparison.Ordinal);
            }
            catch (PlaywrightException e)
            {
                last = e.Message;
                return false;
            }
        }, () => $"it never became known what became of an answer: {last}");
    }

    private static async Task<string> StatusAsync(Bank bank, string id) => (await bank.Console.Rita.GetAsync($"/api/proposals/{id}")).Must(200).Text("status");

    private static async Task OpenAsync(IPage page, string id)
    {
        await DemoConsole.AnswersAsync(page);
        if (await page.Locator($"article.card[data-card^='{id}/']").CountAsync() == 0) await page.EvaluateAsync("id => Blazor.navigateTo(`/inbox/${id}`)", id);
        await Expect(page.Locator($"article.card[data-card^='{id}/'] [data-key=a]:enabled")).ToBeVisibleAsync();
    }
}
