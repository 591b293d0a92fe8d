using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Questions of pipelines, one after the other: a press that was meant for the last one answers none.</summary>
public sealed class QuestionJourneys(Browser browser)
{
    private const string Counts = "document.addEventListener('pressed', () => localStorage.setItem('pressed', Number(localStorage.getItem('pressed') ?? 0) + 1), true)";

    [Fact]
    public async Task A_digit_or_a_click_too_many_does_not_answer_the_next_question()
    {
        await using var demo = await DemoConsole.StartAsync();
        var runs = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var input = JsonSerializer.Serialize(new { ticket_id = "T-1011", text = $"Invoice INV-{i} for order #W881: 99.00 USD" });
            runs.Add((await demo.Process.Sam.PostAsync("/api/runs", new { agent = "invoice-intake", input, onBehalfOf = new { subject = "ana.ruiz", permissions = new[] { "*" }, attributes = new { customer_id = "77" } } })).Must(201).Text("id"));
            await demo.Process.Rita.ProposalOfAsync(runs[i]);
        }

        await using var context = await browser.OpenAsync(demo.Process.Address);
        await context.AddInitScriptAsync(Counts);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await page.GotoAsync("/inbox?tool=console.choose");
        await DemoConsole.AnswersAsync(page);
        var first = await page.Locator("article.card").GetAttributeAsync("data-card");
        await DemoConsole.ReadsAsync(page, "2");

        // The second key follows the swap, as that of somebody who presses twice.
        await page.EvaluateAsync("""
            () => new MutationObserver((_, observer) => {
              if (document.querySelector('article.card')?.dataset.card === window.first) return;
              const button = document.querySelector('[data-key="2"]');
              if (!button || button.disabled) return;
              observer.disconnect();
              document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '2', bubbles: true }));
              window.pressedTwice = true;
            }).observe(document.body, { subtree: true, childList: true, attributes: true })
            """.Replace("window.first", $"'{first}'", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("2");
        await page.WaitForFunctionAsync("() => window.pressedTwice");
        Assert.Equal(1, await page.EvaluateAsync<int>("Number(localStorage.getItem('pressed'))"));

        // Nor does a mouse, however soon.
        await page.EvaluateAsync("() => document.querySelector('[data-key=\"2\"]').click()");
        await Expect(page.Locator(".message")).ToContainTextAsync("Nothing was sent: this has been here for less than 1 s.");
        await demo.Process.Sam.UntilAsync(runs.Single(run => first!.StartsWith(run, StringComparison.Ordinal)), "Completed");
        var other = runs.Single(run => !first!.StartsWith(run, StringComparison.Ordinal));
        Assert.Equal("Pending", (await demo.Process.Rita.ProposalOfAsync(other)).Text("status"));

        await page.WaitForTimeoutAsync(1500); // as long as a person reads
        await page.Keyboard.PressAsync("2");
        await demo.Process.Sam.UntilAsync(other, "Completed");
    }
}
