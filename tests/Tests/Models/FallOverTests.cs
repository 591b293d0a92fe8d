using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Models;

/// <summary>Models that are down, silent or beyond what they were allowed, and the one that stands in for them.</summary>
public sealed class FallOverTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).Model("dead", new("http://127.0.0.1:9/v1"))
            .With("Models", "silent", ModelOf("m-silent", ("Silence", "00:00:01"))).With("Models", "short", ModelOf("m-short", ("MaxOutputTokens", 20), ("CacheHints", true)));
        foreach (var first in new[] { "dead", "silent", "short" })
        {
            settings.Agent($"{first}-first", [], routes: new JsonObject { ["act"] = new JsonArray(first, "strong") });
            settings.Agent($"{first}-only", [], routes: new JsonObject { ["act"] = first });
        }

        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_console is not null) await _console.DisposeAsync();
        if (_model is not null) await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_model_that_cannot_be_reached_is_stood_in_for_and_the_journal_says_by_whom_and_why()
    {
        var events = await CompleteAsync("dead-first", Reply.Says("ok"));
        Assert.Contains("\"fallsOverTo\":\"strong\"", events, StringComparison.Ordinal);
        Assert.Contains("\"whyRoute\":\"Unreachable\"", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_says_nothing_is_given_up_and_stood_in_for() =>
        Assert.Contains("modelSilent", await CompleteAsync("silent-first", a => a.Body.Text("model") == "m-silent" ? Reply.Hangs() : Reply.Says("ok")), StringComparison.Ordinal);

    [Fact]
    public async Task A_model_that_writes_on_beyond_what_it_may_is_cut_charged_in_full_and_stood_in_for()
    {
        var events = await CompleteAsync("short-first", a => a.Body.Text("model") == "m-short" ? Reply.Says(new string('x', 700)) : Reply.Says("ok"));
        Assert.Contains("modelOverran", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_stands_in_for_it_the_run_fails()
    {
        var run = await _console.Sam.StartRunAsync("short-only", _model.On("overruns", Reply.Says(new string('x', 700))));
        Assert.Contains("more than it was allowed", (await _console.Sam.UntilAsync(run, "Failed")).Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_whose_endpoint_takes_hints_is_told_which_cache_a_run_belongs_to_and_no_other_is()
    {
        var input = _model.On("hints", a => a.Body.Text("model") == "m-short" ? Reply.Status(400) : Reply.Says("ok"));
        var run = await _console.Sam.StartRunAsync("short-first", input);
        await _console.Sam.UntilAsync(run, "Completed");
        Assert.Equal([run, null], _model.RequestsFor(input).Select(r => r.Body.TryGetProperty("prompt_cache_key", out var key) ? key.GetString() : null));
    }

    [Fact]
    public async Task A_busy_provider_may_say_when_to_come_back_as_a_date()
    {
        var asked = 0;
        var input = _model.On("busy until", _ => Interlocked.Increment(ref asked) == 1 ? Reply.Status(429, retryAfter: "Sun, 06 Nov 1994 08:49:37 GMT") : Reply.Says("ok"));
        var run = await _console.Sam.UntilAsync(await _console.Sam.StartRunAsync("dead-first", input), "Completed");
        Assert.Equal((2, 1), (asked, run.GetProperty("steps").GetInt32()));
    }

    private Task<string> CompleteAsync(string agent, Reply reply) => CompleteAsync(agent, _ => reply);

    private async Task<string> CompleteAsync(string agent, Func<Asked, Reply> script)
    {
        var run = await _console.Sam.StartRunAsync(agent, _model.On(agent, script));
        Assert.Equal("ok", (await _console.Sam.UntilAsync(run, "Completed", "Failed", "Halted")).Text("result"));
        return (await _console.Sam.GetAsync($"/api/runs/{run}/events")).Text;
    }

    private JsonObject ModelOf(string model, params (string Key, JsonNode Value)[] more)
    {
        var settings = new JsonObject { ["Provider"] = "OpenAI", ["Endpoint"] = _model.Endpoint.ToString(), ["Model"] = model };
        foreach (var (key, value) in more) settings[key] = value;
        return settings;
    }
}
