using System.Globalization;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What a reviewer's hand feels, measured: <c>dotnet run -c Release --project tests/Tests -- -class '*KeyMeasures' -explicit only</c>. Nothing fails for being slow.</summary>
public sealed class KeyMeasures(Browser browser, ITestOutputHelper output)
{
    /// <summary>From the key until the frame with the next card in it has been drawn: what follows a frame's own callbacks is its drawing, and then the next message. And until the frame after that one, which is later than anybody sees it.</summary>
    private const string Watches = """
        () => {
          const last = document.querySelector("[data-card]").dataset.card;
          let pressed = null;
          const drawn = new MessageChannel();
          [window.took, window.after] = [null, null];
          document.addEventListener("keydown", () => { pressed ??= performance.now(); }, { capture: true, once: true });
          new MutationObserver((_, observer) => {
            const card = document.querySelector("[data-card]");
            if (!card || card.dataset.card === last) return;
            observer.disconnect();
            drawn.port1.onmessage = () => { window.took = performance.now() - pressed; };
            requestAnimationFrame(() => {
              drawn.port2.postMessage(null);
              requestAnimationFrame(() => { window.after = performance.now() - pressed; });
            });
          }).observe(document.body, { subtree: true, childList: true, attributes: true });
        }
        """;

    [Theory(Explicit = true)]
    [InlineData(0)]
    [InlineData(80)]
    public async Task Twenty_answers_by_key_and_how_soon_the_next_is_there(int latency)
    {
        const int answers = 20;
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(answers + 5);
        await using var watching = await browser.OpenAsync(bank.Console.Address);
        await (await watching.SignInOnceAsync(bank.Console, "sam")).GotoAsync("/runs"); // one who watches
        await using var context = await browser.OpenAsync(bank.Console.Address);
        var line = new Line { Latency = TimeSpan.FromMilliseconds(latency) };
        if (latency > 0) await line.HoldAsync(context);
        var page = await context.SignInOnceAsync(bank.Console, "rita");
        await page.GotoAsync("/inbox");
        var (took, after) = (new List<double>(), new List<double>());
        for (var i = 0; i < answers; i++)
        {
            await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();
            await page.WaitForTimeoutAsync(1200); // as long as a person reads
            var key = await ReadyAsync(page, i % 5);
            await page.EvaluateAsync(Watches);
            await page.Keyboard.PressAsync(key);
            await Until.TrueAsync(() => page.EvaluateAsync<bool>("window.took !== null && window.after !== null"), () => $"after {key} nothing else came up");
            took.Add(await page.EvaluateAsync<double>("window.took"));
            after.Add(await page.EvaluateAsync<double>("window.after"));
        }

        var inOrder = took.Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answers} answers, {latency} ms of latency added: key to next painted median {inOrder[answers / 2]:0} ms, most {inOrder[^1]:0} ms, to the frame after median {after.Order().ElementAt(answers / 2):0} ms ({string.Join(' ', took.Select(t => $"{t:0}"))})"));
    }

    /// <summary>What is left to press.</summary>
    private static async Task<string> ReadyAsync(IPage page, int kind)
    {
        switch (kind)
        {
            case 3:
                await page.Keyboard.PressAsync("x");
                await Expect(page.Locator("[data-key='1']")).ToBeEnabledAsync();
                return "1";
            case 4:
                await page.Keyboard.PressAsync("e");
                await page.Locator("#edit-amount").FocusAsync();
                await page.Keyboard.PressAsync("Control+a");
                await page.Keyboard.TypeAsync("7");
                var approve = page.GetByRole(AriaRole.Button, new() { Name = "Approve edited" });
                await Expect(approve).ToBeEnabledAsync();
                await approve.FocusAsync();
                return "Enter";
            default:
                return "a";
        }
    }
}
