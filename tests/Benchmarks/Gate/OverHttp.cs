using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>The console as a program sees it: started by a post, followed by server-sent events, looked at and decided by key.</summary>
/// <param name="console">What is disposed with it and says its commits; null: others keep it.</param>
internal sealed class OverHttp(HttpClient programs, HttpClient reviewer, BenchmarkConsole? console = null) : IContender
{
    private readonly ConcurrentDictionary<string, Waiting> _waiting = new();

    public OverHttp(BenchmarkConsole console)
        : this(console.Operator, console.Reviewer, console)
    {
    }

    public string Name => "over HTTP";

    public long Commits => console?.Commits ?? 0;

    public async Task StartAsync(string order)
    {
        var started = await PostAsync(programs, "/api/runs", new JsonObject
        {
            ["agent"] = "desk", ["input"] = OrderTexts.Request(order), ["onBehalfOf"] = new JsonObject { ["subject"] = "customer" },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{(string)started["id"]!}/events") { Headers = { Accept = { new("text/event-stream") } } };
        var response = await programs.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var events = SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator();
        while (await events.MoveNextAsync())
        {
            if (events.Current.EventType != BenchmarkConsole.Proposed) continue;
            _waiting[order] = new(response, events, (string)JsonNode.Parse(events.Current.Data)!["data"]!["proposalId"]!);
            return;
        }

        throw new InvalidOperationException($"{order} ended before it waited.");
    }

    public async Task DecideAsync(string order)
    {
        if (!_waiting.TryRemove(order, out var waiting)) throw new InvalidOperationException($"{order} does not wait.");
        using var response = waiting.Response;
        var shown = (await reviewer.GetFromJsonAsync<JsonObject>($"/api/proposals/{waiting.ProposalId}"))!;
        await PostAsync(reviewer, $"/api/proposals/{waiting.ProposalId}/decision", new JsonObject
        {
            ["decision"] = "approve", ["argumentsHash"] = (string)shown["argumentsHash"]!, ["viewHash"] = (string)shown["viewHash"]!,
        });
        await using var events = waiting.Events;
        while (await events.MoveNextAsync()) { } // to the run's last event
    }

    public ValueTask DisposeAsync() => console?.DisposeAsync() ?? default;

    private static async Task<JsonObject> PostAsync(HttpClient client, string path, JsonObject body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private sealed record Waiting(HttpResponseMessage Response, IAsyncEnumerator<SseItem<string>> Events, string ProposalId);
}
