using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Keys are pressed at any moment while proposals arrive, others answer what is before one's eyes, and the next card comes up: an answer counts for what was painted when the key went down, or for nothing.
/// Two hundred of them: <c>dotnet run -c Release --project tests/Tests -- -class '*RaceJourneys' -explicit only -showliveoutput</c>.</summary>
public sealed class RaceJourneys(Browser browser, ITestOutputHelper output)
{
    private const int Ahead = 12; // proposals that wait at least

    /// <summary>What had been on the screen for a frame when a key went down, and which answer came of it.</summary>
    private const string Watches = """
        (() => {
          window.presses = [];
          let painted = null, down = null;
          new MutationObserver(() => {
            const card = document.querySelector("article.card")?.dataset.card ?? null;
            requestAnimationFrame(() => requestAnimationFrame(() => { painted = card; }));
          }).observe(document, { subtree: true, childList: true, attributes: true });
          addEventListener("keydown", event => { down = { key: event.key, painted }; }, true);
          addEventListener("pressed", event => window.presses.push({ ...down, id: event.detail.decisionId }), true);
        })();
        """;

    [Fact]
    public Task No_answer_counts_for_another_proposal_than_the_one_that_was_painted() => PressAsync(12);

    [Fact(Explicit = true)]
    public Task Nor_does_any_of_two_hundred() => PressAsync(200);

    private async Task PressAsync(int wanted)
    {
        var chance = new Random(20261127);
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(Ahead);
        await using var context = await browser.OpenAsync(bank.Console.Address);
        await context.AddInitScriptAsync(Watches);
        var page = await context.SignInOnceAsync(bank.Console, "rita");
        await page.GotoAsync("/inbox");
        await DemoConsole.AnswersAsync(page);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var others = Task.WhenAll(ArriveAsync(bank, page, new(17), enough.Token), AnswerAsync(bank, page, new(4711), enough.Token));
        var presses = new List<Press>();
        while (presses.Count < wanted)
        {
            await page.WaitForTimeoutAsync(chance.Next(1500)); // a hand that keeps no time: from at once to as long as it takes to read
            var isRejecting = await page.Locator("[data-key='1']:enabled").CountAsync() > 0;
            var isOpen = await page.Locator("[data-key=a]:enabled").CountAsync() > 0;
            foreach (var key in (string[])(isRejecting ? ["1"] : isOpen ? [chance.Next(3) > 0 ? "a" : "x"] : ["Escape", "n"])) await page.Keyboard.PressAsync(key);
            presses = [.. JsonElement.Parse(await page.EvaluateAsync<string>("JSON.stringify(window.presses)")).EnumerateArray().Select(Press.Of)];
        }

        await enough.CancelAsync();
        await others;
        await Assertions.Expect(page.Locator("html[data-answer=known]")).ToBeAttachedAsync();
        var counted = new List<JsonElement>();
        foreach (var run in bank.Runs) counted.AddRange((await bank.AnswersAsync(run)).Select(e => e.GetProperty("data")).Where(d => d.GetProperty("by").Text("channel") == "Page"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{presses.Count} answers pressed, {counted.Count} counted, {bank.Runs.Count} proposals"));
        Assert.All(counted, answer =>
        {
            var pressed = presses.Where(p => p.Id == answer.Text("decisionId")).ToList(); // more than once where it was pressed again before the answer came
            Assert.NotEmpty(pressed);
            Assert.All(pressed, press => Assert.Equal(answer.Text("proposalId"), press.Painted.Split('/')[0]));
        });
        Assert.True(counted.Count >= presses.Count / 3, $"of {presses.Count} answers {counted.Count} counted: that is no race");
    }

    /// <summary>Others come all the time.</summary>
    private static async Task ArriveAsync(Bank bank, IPage page, Random chance, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await bank.ProposeAsync(1);
            await page.WaitForTimeoutAsync(chance.Next(800));
        }
    }

    /// <summary>Somebody else answers: what the first one has before their eyes, or another.</summary>
    private static async Task AnswerAsync(Bank bank, IPage page, Random chance, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await page.WaitForTimeoutAsync(chance.Next(3000));
            var waiting = (await bank.Console.Remy.GetAsync("/api/proposals?status=Pending&take=50")).Must(200).GetProperty("items").EnumerateArray().ToList();
            var before = chance.Next(2) > 0 ? (await page.Locator("article.card").GetAttributeAsync("data-card"))?.Split('/')[0] : null;
            if (waiting.Count > Ahead / 2) await bank.Console.Remy.ApproveAsync(waiting.FirstOrDefault(p => p.Text("id") == before, waiting[chance.Next(waiting.Count)]));
        }
    }

    private sealed record Press(string Id, string Painted)
    {
        public static Press Of(JsonElement press) => new(press.Text("id"), press.GetProperty("painted").GetString() ?? "nothing");
    }
}
