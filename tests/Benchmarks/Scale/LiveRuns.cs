using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Crash;
using ApprovalConsole.Benchmarks.Gate;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>Starts runs over HTTP.</summary>
internal static class LiveRuns
{
    /// <returns>The run's id.</returns>
    public static async Task<string> StartAsync(HttpClient caller, string order) => (string)(await caller.AskAsync(HttpMethod.Post, "/api/runs", new JsonObject
    {
        ["agent"] = "desk", ["input"] = OrderTexts.Request(order), ["onBehalfOf"] = new JsonObject { ["subject"] = "customer" },
    }, CancellationToken.None))["id"]!;

    /// <summary>One after the other, so many at once, until nobody wants them any more.</summary>
    public static Task GoOnAsync(HttpClient caller, int atOnce, CancellationToken until) => Task.WhenAll(Enumerable.Range(0, atOnce).Select(async slot =>
    {
        for (var i = 0; !until.IsCancellationRequested; i++) await EndedAsync(caller, await StartAsync(caller, string.Create(CultureInfo.InvariantCulture, $"{LiveModel.Live}{Guid.NewGuid():N}-{slot}-{i}")));
    }));

    private static async Task EndedAsync(HttpClient caller, string run)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/events") { Headers = { Accept = { new("text/event-stream") } } };
        using var response = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await foreach (var _ in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync()) { } // to the run's last event
    }
}
