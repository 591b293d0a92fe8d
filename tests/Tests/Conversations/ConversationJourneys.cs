using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using ApprovalConsole.Tests.Models;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Conversations;

/// <summary>A question on the run's page, answered there by who started the run; and on a reviewer's card what was said since.</summary>
public sealed class ConversationJourneys(TalkDesk desk, Browser browser) : IClassFixture<TalkDesk>
{
    [Fact]
    public async Task Who_started_the_run_passes_on_what_was_said_and_the_reviewer_reads_it()
    {
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        var task = desk.Model.On("Write it down", Reply.Calls(("ask_user", """{"question":"Under which number?"}""")), Reply.Calls(("write", """{"text":"SO-77"}""")), Reply.Says("It is written."));
        var id = await desk.Console.Sam.StartRunAsync("talker", task);
        await desk.Console.Sam.UntilAsync(id, "AwaitingInput");

        await using var context = await browser.OpenAsync(desk.Console.Address);
        var page = await context.SignInOnceAsync(desk.Console, "sam");
        await page.GotoAsync($"/runs/{id}");
        await Expect(page.Locator(".talk")).ToContainTextAsync("Under which number?");
        await Axe.CheckAsync(page, faults);
        var box = page.GetByLabel("What kim says");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pass it on" }).ClickAsync();
        await Expect(page.Locator(".talk .fault")).ToContainTextAsync("a message says something");
        await box.FillAsync("SO-77, and hurry!");
        await page.Keyboard.PressAsync("Tab"); // at once: the button must not have been skipped for want of an answer
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".said")).ToContainTextAsync("SO-77, and hurry!");
        await Expect(box).ToHaveValueAsync("");
        await Axe.CheckAsync(page, faults);

        await using var other = await browser.OpenAsync(desk.Console.Address);
        var inbox = await other.SignInOnceAsync(desk.Console, "rita");
        await inbox.GotoAsync($"/inbox/{(await desk.Console.Sam.UntilAsync(id, "AwaitingDecision")).GetProperty("pendingProposals")[0].GetString()}");
        await Expect(inbox.Locator(".card")).ToContainTextAsync("SO-77, and hurry!");
        await Expect(inbox.Locator(".card")).Not.ToContainTextAsync("No, stop!");
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/messages", new { text = "No, stop!" })).Must(202);
        await Expect(inbox.Locator(".card")).ToContainTextAsync("No, stop!");
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/messages", new { text = "Really!" })).Must(202);
        await Expect(inbox.Locator(".card")).ToContainTextAsync("1 more message before these");
        await Axe.CheckAsync(inbox, faults);
        Assert.True(faults.IsEmpty, string.Join(Environment.NewLine, faults));

        await inbox.GotoAsync($"/runs/{id}"); // a reviewer does not speak for the principal
        await Expect(inbox.Locator(".said").First).ToBeVisibleAsync();
        await Expect(inbox.GetByLabel("What kim says")).ToHaveCountAsync(0);
    }
}
