using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>Fifty answers to one proposal at the same time, ten from pages and forty from programs: one counts.</summary>
public sealed class ManyAtOnceJourneys(Browser browser)
{
    private const string Order = "#W881";
    private const int Pages = 10;
    private const int Programs = 40;

    [Theory]
    [InlineData("approve")]
    [InlineData("approve", "reject", "edit")]
    public async Task Of_fifty_answers_at_once_exactly_one_counts(params string[] kinds)
    {
        await using var demo = await DemoConsole.StartAsync();
        var proposal = await demo.ProposalOfTicketAsync("T-1001");
        await using var ritas = await browser.OpenAsync(demo.Process.Address);
        await using var remys = await browser.OpenAsync(demo.Process.Address);
        await DemoConsole.SignInAsync(ritas, "rita");
        await DemoConsole.SignInAsync(remys, "remy");
        var presses = new List<Func<Task>>();
        foreach (var i in Enumerable.Range(0, Pages).OrderBy(i => kinds[i % kinds.Length] == "edit")) // an edit that is begun opens on the person's other pages, too
            presses.Add(await ReadyAsync(i % 2 == 0 ? ritas : remys, proposal.Text("id"), kinds[i % kinds.Length]));

        // As long as a person reads.
        await ritas.Pages[0].WaitForTimeoutAsync(1200);
        var calls = Enumerable.Range(0, Programs).Select(i => SendAsync(i % 2 == 0 ? demo.Process.Rita : demo.Process.Remy, proposal, kinds[i % kinds.Length]));
        var pressed = presses.Select(press => press()).ToList(); // on their way before the first program's answer can be back
        var answers = await Task.WhenAll(calls);
        await Task.WhenAll(pressed);

        await demo.Process.Rita.UntilAsync(proposal.Text("runId"), "Completed");
        var events = (await demo.Process.Rita.GetAsync($"/api/runs/{proposal.Text("runId")}/events?take=200")).Must(200).GetProperty("items").EnumerateArray().ToList();
        var counted = Assert.Single(events, e => e.Text("type") is "proposal.approved.v1" or "proposal.edited.v1" or "proposal.rejected.v1");
        var byPage = counted.GetProperty("data").GetProperty("by").Text("channel") == "Page";
        Assert.Equal(byPage ? 0 : 1, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.True(a.Status == 409, a.Text));
        Assert.Equal(counted.Text("type") switch { "proposal.approved.v1" => [120m], "proposal.edited.v1" => [100m], _ => Array.Empty<decimal>() }, demo.RefundsOf(Order));
        foreach (var page in ritas.Pages.Concat(remys.Pages).Where(p => p.Url.Contains("/inbox/", StringComparison.Ordinal)))
            await Expect(page.Locator("html[data-answer=known]")).ToBeAttachedAsync(); // every page knows what became of its press
    }

    /// <summary>A page on which one key, or one click, is all that is left to do.</summary>
    private static async Task<Func<Task>> ReadyAsync(IBrowserContext context, string id, string kind)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/inbox/{id}");
        await Expect(page.Locator(kind == "edit" ? "[data-key=e]:enabled, #edit-amount:enabled" : "[data-key=a]:enabled").First).ToBeVisibleAsync();
        switch (kind)
        {
            case "approve":
                return () => page.Keyboard.PressAsync("a");
            case "reject":
                await page.Locator("[data-key=x]").ClickAsync();
                await Expect(page.Locator("[data-key='1']")).ToBeEnabledAsync();
                return () => page.Keyboard.PressAsync("1");
            default:
                if (await page.Locator("#edit-amount").CountAsync() == 0) await page.Locator("[data-key=e]").ClickAsync();
                await page.Locator("#edit-amount").FillAsync("100");
                var approve = page.GetByRole(AriaRole.Button, new() { Name = "Approve edited" });
                await Expect(approve).ToBeEnabledAsync();
                return () => approve.EvaluateAsync("button => button.click()");
        }
    }

    private static Task<Answer> SendAsync(Caller by, JsonElement proposal, string kind) => by.PostAsync($"/api/proposals/{proposal.Text("id")}/decision", new
    {
        decision = kind, argumentsHash = proposal.Text("argumentsHash"), viewHash = proposal.Text("viewHash"), reason = "at once",
        arguments = kind == "edit" ? new { order_id = Order, amount = 100, reason = "Arrived broken" } : null,
    });
}
