using ApprovalConsole.Tests.Api;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Taking back on the page of a run: it is said first what would be sent and what stays, and afterwards what became of it.</summary>
public sealed class UndoJourneys(Browser browser, Tickets tickets) : IClassFixture<Tickets>
{
    [Fact]
    public async Task Support_takes_back_all_that_a_run_did_having_read_what_would_be_sent_and_what_stays()
    {
        await using var demo = await DemoConsole.StartAsync();
        var proposal = await demo.ProposalOfTicketAsync("T-1001");
        var run = proposal.Text("runId");
        (await demo.Process.Rita.ApproveAsync(proposal)).Must(200);
        await demo.Process.Rita.UntilAsync(run, "Completed");
        await using var sams = await browser.OpenAsync(demo.Process.Address);
        await using var ritas = await browser.OpenAsync(demo.Process.Address);
        var (sam, rita) = (await DemoConsole.SignInAsync(sams, "sam"), await DemoConsole.SignInAsync(ritas, "rita"));
        await sam.GotoAsync($"/runs/{run}");
        await rita.GotoAsync($"/runs/{run}");
        await Expect(rita.Locator(".ending")).ToBeVisibleAsync();
        await Expect(Button(rita, "Undo all writes…")).ToHaveCountAsync(0);
        await Expect(Button(rita, "Undo this…")).ToHaveCountAsync(0);

        var sheet = await OpenAsync(sam, "Undo all writes…");
        await Expect(sheet).ToContainTextAsync("Set ticket T-1001 to open");
        await Expect(sheet).ToContainTextAsync("Remove note ");
        await Expect(sheet).ToContainTextAsync("\"ticket_id\":\"T-1001\"");
        await Expect(sheet).ToContainTextAsync("Cannot be undone, and stays:");
        await Expect(sheet).ToContainTextAsync("Refund $120.00 on order #W881 to Ana Ruiz");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Undo these 2" }).ClickAsync();

        var begun = sam.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link, new() { Name = "the run that takes it back" });
        await Expect(begun).ToBeVisibleAsync();
        foreach (var page in new[] { sam, rita }) // who may not undo sees that it is
        {
            await page.EvaluateAsync("document.querySelectorAll('details.call').forEach(d => d.open = true)");
            await Expect(page.Locator(".undo", new() { HasText = "Undone · asked for by sam" })).ToHaveCountAsync(2);
        }

        await Expect(Button(sam, "Undo all writes…")).ToBeHiddenAsync();
        await Expect(Button(sam, "Undo this…")).ToHaveCountAsync(0);
        await begun.ClickAsync();
        await Expect(sam.Locator(".ending")).ToContainTextAsync("2 of 2 undone.");
        await sam.GetByRole(AriaRole.Link, new() { Name = "calls of the run" }).ClickAsync();
        await sam.WaitForURLAsync($"**/runs/{run}");
    }

    [Fact]
    public async Task What_somebody_else_has_changed_since_stays_and_says_so_and_may_be_asked_for_again()
    {
        var run = await tickets.DoneAsync("j1", ("j1", "pending"));
        tickets.Status["j1"] = "escalated";
        await using var context = await browser.OpenAsync(tickets.Console.Address);
        var sam = await context.SignInOnceAsync(tickets.Console, "sam");
        await sam.GotoAsync($"/runs/{run}");
        await UnfoldAsync(sam);
        await (await OpenAsync(sam, "Undo this…")).GetByRole(AriaRole.Button, new() { Name = "Undo it" }).ClickAsync();
        await Expect(sam.Locator(".undo")).ToContainTextAsync("Was not undone: ");
        await Expect(sam.Locator(".undo")).ToContainTextAsync("it is not as the call left it");
        await Expect(sam.Locator(".undo")).ToContainTextAsync("Allowed: pending.");
        Assert.Equal("escalated", tickets.Status["j1"]);

        tickets.Status["j1"] = "pending";
        await (await OpenAsync(sam, "Undo this…")).GetByRole(AriaRole.Button, new() { Name = "Undo it" }).ClickAsync();
        await Expect(sam.Locator(".undo")).ToContainTextAsync("Undone · asked for by sam");
        Assert.Equal("open", tickets.Status["j1"]);
    }

    [Fact]
    public async Task What_was_undone_meanwhile_is_refused_in_words_and_sent_once()
    {
        var run = await tickets.DoneAsync("j2", ("j2", "pending"));
        await using var context = await browser.OpenAsync(tickets.Console.Address);
        var sam = await context.SignInOnceAsync(tickets.Console, "sam");
        await sam.GotoAsync($"/runs/{run}");
        var sheet = await OpenAsync(sam, "Undo all writes…");
        await tickets.Console.Rita.UntilAsync((await tickets.Console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).Must(202).Text("id"), "Completed");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Undo it" }).ClickAsync();
        await Expect(sam.Locator(".desk .fault").Filter(new() { HasText = "It is taken back already, or is being taken back." })).ToBeVisibleAsync();
        Assert.Equal(["pending", "open"], tickets.Given("j2"));
    }

    [Fact]
    public async Task What_would_be_sent_now_and_was_not_shown_is_not_sent()
    {
        var run = await tickets.DoneAsync("j3", ("j3", "pending"));
        await using var context = await browser.OpenAsync(tickets.Console.Address);
        var sam = await context.SignInOnceAsync(tickets.Console, "sam");
        await sam.GotoAsync($"/runs/{run}");
        var sheet = await OpenAsync(sam, "Undo all writes…");
        await PutUndoAsync("closed");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Undo it" }).ClickAsync();
        await Expect(sam.Locator(".desk .fault").Filter(new() { HasText = "what would be sent is not any more what was shown" })).ToBeVisibleAsync();
        await Expect(sheet).ToContainTextAsync("\"status\":\"closed\"");
        Assert.Equal(["pending"], tickets.Given("j3"));
        await PutUndoAsync("{facts/before}");
    }

    private async Task PutUndoAsync(string status)
    {
        var policy = System.Text.Json.Nodes.JsonNode.Parse((await tickets.Console.Ada.GetAsync("/api/tools/box.set")).Must(200).GetProperty("policy").GetRawText())!.AsObject();
        var version = policy["version"]!.GetValue<int>();
        policy.Remove("version");
        policy["undo"]!["arguments"]!["status"] = status;
        var answer = await tickets.Console.Ada.PutAsync("/api/tools/box.set/policy", policy.ToJsonString(), ("If-Match", $"\"{version}\""));
        (await tickets.Console.Abel.PostAsync($"/api/tools/box.set/policy/changes/{answer.Must(202).Text("changeId")}/approve", new { })).Must(200); // another way back takes two
    }

    /// <summary>Pressed again until the page has taken it: a press before it is interactive goes nowhere.</summary>
    private static async Task<ILocator> OpenAsync(IPage page, string button)
    {
        var sheet = page.GetByRole(AriaRole.Form, new() { Name = button });
        await Expect(Button(page, button)).ToBeVisibleAsync();
        using var patience = Patience.Begin();
        while (!await sheet.IsVisibleAsync())
        {
            await Button(page, button).EvaluateAllAsync<object?>("there => there[0]?.click()"); // at once or not at all: it goes when the sheet comes
            await Task.Delay(300, patience.Token);
        }

        return sheet;
    }

    private static async Task UnfoldAsync(IPage page)
    {
        await Expect(page.Locator("details.call").First).ToBeVisibleAsync();
        using var patience = Patience.Begin();
        while (!await Button(page, "Undo this…").IsVisibleAsync())
        {
            await page.EvaluateAsync("document.querySelectorAll('details.call').forEach(d => d.open = true)");
            await Task.Delay(300, patience.Token);
        }
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
