using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Two people at one inbox: each looks at what they narrowed it down to, sees what the other has, and finds an unfinished edit where it was left.</summary>
public sealed class QueueJourneys(Browser browser)
{
    [Fact]
    public async Task Next_is_what_nobody_else_has_and_a_queue_is_a_link()
    {
        await using var demo = await DemoConsole.StartAsync();
        await demo.ProposalOfTicketAsync("T-1001");
        await demo.ProposalOfTicketAsync("T-1005"); // #W933 is in the list, not among what is new
        await using var ritas = await browser.OpenAsync(demo.Process.Address);
        await using var remys = await browser.OpenAsync(demo.Process.Address);
        var rita = await DemoConsole.SignInAsync(ritas, "rita");
        await DemoConsole.OpenProposalAsync(rita, "#W881");
        var remy = await DemoConsole.SignInAsync(remys, "remy"); // not before: a page that opens has the first proposal before it

        // She has it: he is told, and dealt another.
        await DemoConsole.OpenProposalAsync(remy, "#W881");
        await Expect(remy.Locator(".had")).ToContainTextAsync("rita has this before them");
        await Expect(remy.Locator("[data-key=a]")).ToBeEnabledAsync();
        await remy.Keyboard.PressAsync("n");
        await Expect(remy.Locator("#sentence")).Not.ToContainTextAsync("#W881");
        await Expect(remy.Locator(".had")).ToBeHiddenAsync();
        await Expect(remy.Locator(".row", new() { HasText = "#W881" })).ToContainTextAsync("rita has it");

        // A row is as high when somebody has it as it was: nothing moves under a cursor. And all that it says is in it.
        var critical = rita.Locator(".row", new() { HasText = "#W933" });
        var before = await critical.BoundingBoxAsync();
        await remy.Locator("a.row", new() { HasText = "#W933" }).ClickAsync();
        await Expect(critical).ToContainTextAsync("somebody has it");
        Assert.Equal(before!.Height, (await critical.BoundingBoxAsync())!.Height);
        Assert.Equal(0, await rita.EvaluateAsync<int>("[...document.querySelectorAll('.rows .when, .rows .when *')].filter(e => e.getBoundingClientRect().right > e.closest('.row').getBoundingClientRect().right).length"));

        // What is no amount narrows nothing down, and says so.
        await rita.Locator(".queue summary").ClickAsync();
        await rita.Locator("#queue-min").FillAsync("1,500");
        await rita.Keyboard.PressAsync("Tab");
        await Expect(rita.Locator("#queue-fault")).ToContainTextAsync("“1,500” is no amount");
        await Expect(rita.Locator("#queue-min")).ToHaveAttributeAsync("aria-invalid", "true");
        await rita.Locator("#queue-min").FillAsync("900");
        await rita.Keyboard.PressAsync("Tab");
        await Expect(rita.Locator(".row")).ToHaveCountAsync(1);
        await Expect(rita.Locator("#queue-fault")).ToBeEmptyAsync();
        await rita.Locator("#queue-min").FillAsync("");
        await rita.Keyboard.PressAsync("Tab");
        await Expect(rita.Locator(".row")).Not.ToHaveCountAsync(1);
        await rita.Locator(".queue summary").ClickAsync(); // out of the boxes, where a key is a letter

        // Narrowed down by words, from the keyboard; the address says it to others.
        await rita.Keyboard.PressAsync("/");
        await rita.Keyboard.TypeAsync("w881");
        await rita.Keyboard.PressAsync("Enter");
        await Expect(rita.Locator(".list h2")).ToHaveTextAsync("1 found");
        await Expect(rita.Locator(".row")).ToHaveCountAsync(1);
        Assert.EndsWith("/inbox?q=w881", rita.Url, StringComparison.Ordinal);
        await remy.GotoAsync("/inbox?tool=desk.refund_order&min=120&max=120");
        await Expect(remy.Locator(".row")).ToHaveCountAsync(1);
        await Expect(remy.Locator(".queue summary")).ToContainTextAsync("desk.refund_order · 120 and more · up to 120");
        await remy.GotoAsync("/inbox?q=refund 120 w881"); // words apart: nobody types the sign before an amount
        await Expect(remy.Locator(".row .what")).ToContainTextAsync(["Refund $120.00 on order #W881"]);
        await remy.GotoAsync("/inbox?q=refund 121 w881");
        await Expect(remy.Locator(".desk .empty")).ToContainTextAsync("Nothing of this waits");
        await remy.GotoAsync("/inbox?q=nothing-of-this");
        await Expect(remy.Locator(".desk .empty")).ToContainTextAsync("Nothing of this waits");
    }

    [Fact]
    public async Task Where_an_agent_asks_for_much_all_of_it_is_rejected_at_once_each_by_itself()
    {
        await using var demo = await DemoConsole.StartAsync();
        await demo.ProposalOfTicketAsync("T-1001");
        var proposals = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var run = (await demo.Process.Sam.PostAsync("/api/runs", new
            {
                agent = "desk", input = "Work ticket T-1001", onBehalfOf = new { subject = $"ana.ruiz.{i}", permissions = new[] { "refunds.write" }, attributes = new { customer_id = "77", email = "ana.ruiz@example.com" } },
            })).Must(201);
            proposals.Add((await demo.Process.Rita.ProposalOfAsync(run.Text("id"))).Text("id"));
        }

        await using var context = await browser.OpenAsync(demo.Process.Address);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await page.GotoAsync("/inbox");
        await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();
        await Expect(page.Locator(".crowd")).ToContainTextAsync("alike: desk asks for desk.refund_order");
        await Expect(page.GetByText("Reject all")).ToHaveCountAsync(0); // not of everything that waits
        await page.GetByRole(AriaRole.Link, new() { Name = "Only these" }).ClickAsync();
        await Expect(page.Locator("[data-key=a]")).ToBeEnabledAsync();
        await page.GetByText("of these…").ClickAsync();
        await page.Locator("#reject-all").FillAsync("one refund is enough");
        await page.GetByRole(AriaRole.Button, new() { Name = "each by itself" }).ClickAsync();
        await Expect(page.Locator(".all")).ToContainTextAsync(" rejected.");

        foreach (var id in proposals)
        {
            var now = (await demo.Process.Rita.GetAsync($"/api/proposals/{id}")).Must(200);
            Assert.Equal(("Rejected", "rita", "one refund is enough"), (now.Text("status"), now.GetProperty("decision").Text("by"), now.GetProperty("decision").Text("reason")));
        }

        Assert.Empty(demo.RefundsOf("#W881"));
        await Expect(page.Locator(".crowd")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_edit_that_is_not_finished_is_there_after_a_reload()
    {
        await using var demo = await DemoConsole.StartAsync();
        var proposal = await demo.ProposalOfTicketAsync("T-1001");
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var page = await DemoConsole.SignInAsync(context, "rita");
        await DemoConsole.OpenProposalAsync(page, "#W881");
        await page.Keyboard.PressAsync("e");
        await page.Locator("#edit-amount").FillAsync("99.5");
        await Expect(page.GetByText("Kept as your draft.")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(page.Locator("#edit-amount")).ToHaveValueAsync("99.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start over" }).ClickAsync();
        await Expect(page.Locator("#edit-amount")).ToHaveValueAsync("120");
        await Expect(page.GetByText("Kept as your draft.")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.Locator("[data-key=e]").ClickAsync();
        await page.Locator("#edit-amount").FillAsync("99.5");
        await page.WaitForTimeoutAsync(1200); // as long as a person reads
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve edited" }).ClickAsync();
        await demo.Process.Rita.UntilAsync(proposal.Text("runId"), "Completed");
        Assert.Equal([99.5m], demo.RefundsOf("#W881"));
    }
}
