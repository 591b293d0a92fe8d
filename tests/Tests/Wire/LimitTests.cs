using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ApprovalConsole.Tests.Wire;

/// <summary>One who asks for too much is told so; the others are served. One console for all: each test asks as somebody else.</summary>
public sealed class LimitTests(NarrowConsole narrow) : IClassFixture<NarrowConsole>
{
    private readonly FakeOpenAI _model = narrow.Model;
    private readonly ConsoleProcess _console = narrow.Process;

    [Fact]
    public async Task Beyond_the_burst_one_key_is_told_to_wait_and_another_is_served()
    {
        var answers = new List<Answer>();
        for (var i = 0; i < 60; i++) answers.Add(await _console.Rita.GetAsync("/api/agents"));
        Assert.All(answers.Take(20), a => Assert.Equal(200, a.Status));
        var refused = answers.First(a => a.Status != 200);
        refused.MustRefuse(429, "tooManyRequests");
        Assert.True(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) >= 1);
        (await _console.Remy.GetAsync("/api/agents")).Must(200);
    }

    [Fact]
    public async Task Who_tries_keys_is_slowed_down_and_health_can_still_be_asked()
    {
        var statuses = new List<int>();
        for (var i = 0; i < 30; i++) statuses.Add((await _console.Anyone.GetAsync("/api/agents", ("Authorization", $"Bearer guess-{i}"))).Status);
        Assert.Contains(429, statuses);
        Assert.Equal(200, (await _console.Anyone.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task A_key_holds_so_many_streams_open_and_no_more()
    {
        var run = await _console.Sam.StartRunAsync("clerk", _model.On("open", Reply.Hangs()));
        var open = new List<HttpResponseMessage>();
        try
        {
            for (var i = 0; i < 3; i++) open.Add(await WatchAsync(run));
            Assert.Equal([200, 200, 429], open.Select(o => (int)o.StatusCode));
        }
        finally
        {
            open.ForEach(o => o.Dispose());
        }
    }

    [Fact]
    public async Task Over_one_hub_connection_it_watches_so_much_and_no_more()
    {
        var run = await _console.As("olga").StartRunAsync("clerk", _model.On("watched", Reply.Hangs()));
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(_console.Address, "/hubs/runs"), o => o.Headers["Authorization"] = "Bearer demo-olga").Build();
        await hub.StartAsync(TestContext.Current.CancellationToken);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var open = new List<IAsyncEnumerator<JsonElement>>();
        for (var i = 0; i < 2; i++)
        {
            open.Add(hub.StreamAsync<JsonElement>("WatchRun", run, 0, leave.Token).GetAsyncEnumerator(leave.Token));
            Assert.True(await open[i].MoveNextAsync());
        }

        await using var third = hub.StreamAsync<JsonElement>("WatchRun", run, 0, leave.Token).GetAsyncEnumerator(leave.Token);
        Assert.Contains("tooManyStreams", (await Assert.ThrowsAsync<HubException>(async () => await third.MoveNextAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpTransportType.LongPolling)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    public async Task A_hub_is_reached_by_socket_only(HttpTransportType transport)
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(_console.Address, "/hubs/runs"), transport, o => o.Headers["Authorization"] = "Bearer demo-ada").Build();
        await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync(TestContext.Current.CancellationToken));
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/_blazor?id=x"), (HttpMethod.Post, "/_blazor?id=x"), (HttpMethod.Get, "/hubs/runs?id=x") })
            (await _console.Ada.SendAsync(method, path, null, ("Upgrade", "websocket"))).MustRefuse(400, "webSocketOnly"); // the word alone makes no socket
    }

    [Fact]
    public async Task Pages_are_counted_as_the_rest_is()
    {
        var statuses = new List<int>();
        for (var i = 0; i < 60; i++) statuses.Add((await _console.As("abel").GetAsync("/runs")).Status);
        Assert.Contains(429, statuses);
    }

    [Fact]
    public async Task A_body_larger_than_the_setting_is_refused() =>
        (await _console.Sam.PostAsync("/api/runs", new { agent = "clerk", input = new string('x', 8000), onBehalfOf = new { subject = "kim" } }, ("Expect", "100-continue")))
            .MustRefuse(413, "tooLarge");

    private async Task<HttpResponseMessage> WatchAsync(string run)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        return await _console.Sam.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
