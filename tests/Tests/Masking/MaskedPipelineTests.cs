using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Journeys;
using Microsoft.AspNetCore.SignalR.Client;
using static Microsoft.Playwright.Assertions;

namespace ApprovalConsole.Tests.Masking;

/// <summary>A pipeline that goes by sensitive values, over HTTP and in the browser: its way is shown, its values are not.</summary>
[Collection(typeof(MaskedConsoleTests))]
public sealed class MaskedPipelineTests(MaskedConsole masked, Browser browser)
{
    private static readonly string[] Way = ["who Done 1", "known Running 1", "each Done 1", "noted Done 2", "kind Done 1", "sure Waiting 1", "stranger NotReached 0"];

    private ConsoleProcess Console => masked.Console;

    [Fact]
    public async Task Its_way_is_shown_to_everybody_and_its_values_to_who_decides()
    {
        var (run, question) = await masked.AskAsync();
        var child = (await FlowAsync("sam", run)).Single(n => n.Text("id") == "kind").GetProperty("childRunIds")[0].GetString();
        foreach (var person in new[] { "rita", "remy", "sam", "sue", "ada", "theo", "olga" })
        {
            Assert.Equal(Way, (await FlowAsync(person, run)).Select(n => $"{n.Text("id")} {n.Text("state")} {n.GetProperty("reached")}"));
            foreach (var path in new[] { $"/api/runs/{run}", $"/api/runs/{run}/flow", $"/api/runs/{run}/events?take=200", $"/api/runs/{child}", $"/api/runs/{child}/events?take=200", "/api/runs?take=200", "/api/proposals?take=200", "/api/pipelines", $"/api/audit?all=true&take=200&run={run}" })
                Assert.Empty(MaskedConsole.In((await Console.As(person).GetAsync(path)).Text));
        }

        Assert.Contains(MaskedConsole.Iban, question.GetRawText(), StringComparison.Ordinal); // she decides on it
        var seen = (await Console.As("sue").GetAsync($"/api/proposals/{question.Text("id")}")).Must(200);
        Assert.Equal("Write to •••?", seen.Text("title"));
        Assert.Empty(MaskedConsole.In(seen.GetRawText()));

        using var patience = Patience.Begin();
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(Console.Address, "/hubs/runs"), o => o.AccessTokenProvider = () => Task.FromResult<string?>("demo-sue")).Build();
        await hub.StartAsync(patience.Token);
        var (byHub, byStream) = (MaskTests.ReadAsync(hub.StreamAsync<JsonElement>("WatchRun", run, 0, patience.Token)), MaskTests.ReadAsync(Console.As("olga").WatchAsync(run, ct: patience.Token).Select(i => i.Data)));
        (await Console.Rita.DecideAsync(question, new { decision = "respond", argumentsHash = question.Text("argumentsHash"), viewHash = question.Text("viewHash"), result = new { answer = "write" } })).Must(200);
        foreach (var told in new[] { await byHub, await byStream })
        {
            Assert.Contains("run.completed.v1", told, StringComparison.Ordinal);
            Assert.Contains("pipeline.nodesReached.v1", told, StringComparison.Ordinal);
            Assert.Empty(MaskedConsole.In(told));
        }

        Assert.Equal("•••: write", (await Console.As("sue").GetAsync($"/api/runs/{run}")).Must(200).Text("result"));
        Assert.DoesNotContain(await FlowAsync("sue", run), n => n.Text("state") is "Waiting" or "Running" or "Failed" or "Stopped");
    }

    [Fact]
    public async Task Its_page_draws_the_way_and_shows_marks()
    {
        var (run, question) = await masked.AskAsync();
        await using var context = await browser.OpenAsync(Console.Address);
        var page = await context.SignInOnceAsync(Console, "sue");
        await page.GotoAsync($"/runs/{run}");
        await Expect(page.Locator("[data-node=sure] > .box")).ToContainTextAsync("waits for a person");
        await Expect(page.Locator("[data-node=stranger] > .box")).ToContainTextAsync("not reached");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "What the agent did" }).ClickAsync();
        await Expect(page.Locator(".asked")).ToContainTextAsync(MaskedConsole.Mark);
        Assert.Empty(MaskedConsole.In(await page.ContentAsync()));
        foreach (var path in new[] { $"/inbox/{question.Text("id")}", "/runs", "/pipelines", "/agents" })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("h1, h2").First).ToBeAttachedAsync();
            Assert.Empty(MaskedConsole.In(await page.ContentAsync()));
        }
    }

    /// <summary>All nodes, those within others behind them.</summary>
    private async Task<List<JsonElement>> FlowAsync(string person, string run) =>
        [.. (await Console.As(person).GetAsync($"/api/runs/{run}/flow")).Must(200).GetProperty("nodes").EnumerateArray().SelectMany(Within)];

    private static IEnumerable<JsonElement> Within(JsonElement node) => node.GetProperty("parts").EnumerateArray().SelectMany(p => p.GetProperty("nodes").EnumerateArray()).SelectMany(Within).Prepend(node);
}
