using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The disk is full, and somebody gives orders on a page: it says what became of them, and stays.</summary>
public sealed class FullDiskJourneys(Browser browser)
{
    private const string NotRecorded = "Not recorded: the journal cannot be written now. Press again.";

    [Fact]
    public async Task An_order_that_cannot_be_written_down_breaks_no_page_and_is_taken_when_it_is_pressed_again()
    {
        Assert.SkipUnless(TestStore.IsSqlite, TestStore.OfSqliteAlone);
        using var folder = new TempFolder();
        using var disk = SmallDisk.In(folder);
        await using var model = await FakeOpenAI.StartAsync();
        var settings = folder.Write("settings.json", new ConsoleSettings(disk.Path).Model("strong", model.Endpoint).Agent("clerk", []).ToString());
        await using var console = await ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        await using var context = await browser.OpenAsync(console.Address);
        var page = await context.SignInOnceAsync(console, "ada");
        await page.GotoAsync("/stops");
        var stop = page.GetByRole(AriaRole.Button, new() { Name = "Stop everything" });
        await StopJourneys.WriteWhyAsync(page, "drill", stop);

        disk.Fill();
        var says = model.On("says", Reply.Says("hello"));
        await Until.TrueAsync(async () => (await StartAsync(console, says)).Status == 503, () => "the disk is never full"); // there was room in what it had already
        await stop.ClickAsync();

        await Expect(page.GetByText(NotRecorded)).ToBeVisibleAsync();
        await Expect(page.Locator(".held")).ToBeHiddenAsync();
        disk.Free();
        await stop.ClickAsync();
        await Expect(page.Locator(".held")).ToContainTextAsync("Everything is stopped by ada");
        await Expect(page.GetByText(NotRecorded)).ToBeHiddenAsync();
    }

    private static Task<Answer> StartAsync(ConsoleProcess console, string input) =>
        console.Sam.PostAsync("/api/runs", JsonSerializer.Serialize(new { agent = "clerk", input, onBehalfOf = new { subject = "kim", permissions = new[] { "*" } } }));
}
