using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Wire;

/// <summary>One who asks for too much is told so; the others are served.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).Agent("clerk", []);
        settings.Root["Wire"] = new JsonObject { ["RequestsPerSecond"] = 1, ["Burst"] = 20, ["UnknownRequestsPerSecond"] = 1, ["UnknownBurst"] = 5, ["OpenStreams"] = 2, ["MaxBodyBytes"] = 4096 };
        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

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
