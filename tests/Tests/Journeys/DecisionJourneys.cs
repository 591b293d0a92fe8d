using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What a newcomer does first: open the console, read the refund, press a key.</summary>
public sealed class DecisionJourneys(Browser browser)
{
    private const string Refund = "#W881";

    [Fact]
    public async Task A_press_of_a_refunds_once_and_the_run_completes()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var (page, proposal) = await OpenRefundAsync(demo, context);

        await page.Keyboard.PressAsync("a");

        await AnsweredAsync(page, demo, proposal, "Executed");
        var run = await demo.Process.Rita.UntilAsync(proposal.Text("runId"), "Completed");
        Assert.Equal([120m], demo.RefundsOf(Refund));
        Assert.Contains("120.00 USD was refunded", run.Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edited_amount_is_what_the_tool_gets_and_the_model_is_told()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var (page, proposal) = await OpenRefundAsync(demo, context);

        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator(".edit .input").First).ToBeFocusedAsync();
        await page.GetByLabel("amount", new() { Exact = true }).FillAsync("100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve edited" }).ClickAsync();

        await AnsweredAsync(page, demo, proposal, "Executed");
        var run = await demo.Process.Rita.UntilAsync(proposal.Text("runId"), "Completed");
        Assert.Equal([100m], demo.RefundsOf(Refund));
        Assert.Contains("amount from 120 to 100", run.Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_refunds_nothing_and_its_reason_reaches_the_model()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var (page, proposal) = await OpenRefundAsync(demo, context);

        await page.Keyboard.PressAsync("x");
        await page.GetByLabel("In your words").FillAsync("the customer wants a new kettle instead");
        await page.GetByLabel("In your words").BlurAsync();
        await Expect(page.Locator("[data-key='5']")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("5");

        await AnsweredAsync(page, demo, proposal, "Rejected");
        var run = await demo.Process.Rita.UntilAsync(proposal.Text("runId"), "Completed");
        Assert.Empty(demo.RefundsOf(Refund));
        Assert.Contains("the customer wants a new kettle instead", run.Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_reviewer_decides_another_sees_without_a_reload()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var ritas = await browser.OpenAsync(demo.Process.Address);
        await using var remys = await browser.OpenAsync(demo.Process.Address);
        var (rita, proposal) = await OpenRefundAsync(demo, ritas);
        var (remy, _) = await OpenRefundAsync(demo, remys, "remy");

        await rita.Keyboard.PressAsync("a");

        await Expect(remy.Locator("article.card.decided")).ToContainTextAsync("by rita");
        await Expect(remy.Locator("[data-key=a]")).ToHaveCountAsync(0);
        await demo.Process.Rita.UntilAsync(proposal.Text("runId"), "Completed");
        Assert.Equal([120m], demo.RefundsOf(Refund));
    }

    [Fact]
    public async Task A_watcher_sees_a_run_stream_in_to_its_end()
    {
        await using var demo = await DemoConsole.StartAsync();
        await using var context = await browser.OpenAsync(demo.Process.Address);
        var proposal = await demo.ProposalOfTicketAsync("T-1001");
        var sam = await DemoConsole.SignInAsync(context, "sam");
        await sam.GotoAsync($"/runs/{proposal.Text("runId")}");
        await Expect(sam.Locator("main")).ToContainTextAsync("waiting for", new() { IgnoreCase = true });

        (await demo.Process.Rita.ApproveAsync(proposal)).Must(200);

        await Expect(sam.Locator("main")).ToContainTextAsync("120.00 USD was refunded");
    }

    private static async Task<(IPage Page, JsonElement Proposal)> OpenRefundAsync(DemoConsole demo, IBrowserContext context, string person = "rita")
    {
        var proposal = await demo.ProposalOfTicketAsync("T-1001");
        var page = await DemoConsole.SignInAsync(context, person);
        await DemoConsole.OpenProposalAsync(page, Refund);
        return (page, proposal);
    }

    /// <summary>The page shows what the journal says, and the next proposal is up.</summary>
    private static async Task AnsweredAsync(IPage page, DemoConsole demo, JsonElement proposal, string status)
    {
        await Expect(page.Locator(".answered")).ToContainTextAsync("W881");
        await Expect(page.Locator("#sentence")).Not.ToContainTextAsync(Refund);
        await demo.Process.Rita.UntilAsync(proposal.Text("runId"), "Completed");
        var answered = (await demo.Process.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200);
        Assert.Equal(status, answered.Text("status"));
    }
}
