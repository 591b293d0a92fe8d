using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using ApprovalConsole.Tests.Retail;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The writes of the published retail tasks on the screen of an ordinary laptop. All of them: <c>dotnet run -c Release --project tests/Tests -- -class '*RetailFoldTests' -explicit on -showliveoutput</c>.</summary>
public sealed class RetailFoldTests(Browser browser, ITestOutputHelper output)
{
    private const double Goal = 0.9;
    private const int CallsAtOnce = 8; // as many as an agent may ask for in a reply

    [Fact]
    public Task Of_some_writes_nine_in_ten_are_seen_whole_without_scrolling() => MeasureAsync(every: 9);

    [Fact(Explicit = true)]
    public Task Of_all_writes_nine_in_ten_are_seen_whole_without_scrolling() => MeasureAsync(every: 1);

    /// <param name="every">Each so many-th task.</param>
    private async Task MeasureAsync(int every)
    {
        var files = RetailFiles.Found();
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        await using var shop = await RetailServer.StartAsync(files);
        await using var console = await ConsoleProcess.StartAsync(RetailSettings.Write(folder, shop.Url, model.Endpoint), TestContext.Current.CancellationToken);
        await using var context = await browser.OpenAsync(console.Address);
        var page = await context.SignInOnceAsync(console, "rita");
        await page.GotoAsync("/inbox");
        await DemoConsole.AnswersAsync(page);
        var (fold, writes) = (new Fold(), 0);
        foreach (var task in files.Tasks.Where((_, i) => i % every == 0))
        {
            shop.Reset(); // tasks were written for a shop in which nothing has happened yet
            writes += task.Actions.Count(a => a.Effect == "write");
            var input = model.On(task.Instruction, [.. Steps(task).Select(step => Reply.Calls([.. step.Select(a => (a.Tool, a.Arguments.GetRawText()))])), Reply.Says("Done.")]);
            var run = (await console.Sam.PostAsync("/api/runs", new
            {
                agent = "clerk", input, onBehalfOf = new { subject = task.UserId, permissions = RetailSettings.Permissions, attributes = new { user_id = task.UserId } },
            })).Must(201).Text("id");
            while (await console.Rita.UntilAsync(run, "AwaitingDecision", "Completed", "Halted", "Failed") is var now && now.Text("status") == "AwaitingDecision")
            {
                var proposal = (await console.Rita.GetAsync($"/api/proposals/{now.GetProperty("pendingProposals")[0].GetString()}")).Must(200);
                await ShowAsync(page, proposal.Text("id"));
                await fold.LookAsync(page, $"task {task.Id}, {proposal.Text("tool")}");
                (await console.Rita.ApproveAsync(proposal)).Must(200);
            }
        }

        output.WriteLine($"{writes} writes; {fold}");
        Assert.True(fold.Cards > 0.9 * writes, $"{fold.Cards} of {writes} writes became proposals");
        Assert.True(fold.Share >= Goal, fold.ToString());
    }

    /// <summary>Reads together, each write by itself.</summary>
    private static List<List<RetailAction>> Steps(RetailTask task)
    {
        var steps = new List<List<RetailAction>>();
        foreach (var action in task.Actions)
            if (action.Effect == "read" && steps is [.., { Count: < CallsAtOnce } last] && last[0].Effect == "read") last.Add(action);
            else steps.Add([action]);
        return steps;
    }

    private static async Task ShowAsync(IPage page, string id)
    {
        await page.EvaluateAsync("id => Blazor.navigateTo(`/inbox/${id}`)", id);
        await page.Locator($"article.card[data-card^='{id}/'] [data-key=x]:enabled").WaitForAsync();
    }
}
