using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Models;

/// <summary>Models that are down, silent or beyond what they were allowed, and the one that stands in for them.</summary>
public sealed class FallOverTests(FallingModels models) : IClassFixture<FallingModels>
{
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
        var run = await models.Console.Sam.StartRunAsync("short-only", models.Fake.On("overruns", Reply.Says(new string('x', 700))));
        Assert.Contains("more than it was allowed", (await models.Console.Sam.UntilAsync(run, "Failed")).Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_whose_endpoint_takes_hints_is_told_which_cache_a_run_belongs_to_and_no_other_is()
    {
        var input = models.Fake.On("hints", a => a.Body.Text("model") == "m-short" ? Reply.Status(400) : Reply.Says("ok"));
        var run = await models.Console.Sam.StartRunAsync("short-first", input);
        await models.Console.Sam.UntilAsync(run, "Completed");
        Assert.Equal([run, null], models.Fake.RequestsFor(input).Select(r => r.Body.TryGetProperty("prompt_cache_key", out var key) ? key.GetString() : null));
    }

    [Fact]
    public async Task A_busy_provider_may_say_when_to_come_back_as_a_date()
    {
        var asked = 0;
        var input = models.Fake.On("busy until", _ => Interlocked.Increment(ref asked) == 1 ? Reply.Status(429, retryAfter: "Sun, 06 Nov 1994 08:49:37 GMT") : Reply.Says("ok"));
        var run = await models.Console.Sam.UntilAsync(await models.Console.Sam.StartRunAsync("dead-first", input), "Completed");
        Assert.Equal((2, 1), (asked, run.GetProperty("steps").GetInt32()));
    }

    [Fact]
    public async Task A_busy_provider_that_asks_for_more_time_than_is_left_is_asked_again_after_a_grant_and_only_what_was_waited_for_counts()
    {
        var asked = 0;
        var input = models.Fake.On("busy for long", _ => Interlocked.Increment(ref asked) == 1 ? Reply.Status(429, retryAfter: "4") : Reply.Counted(new(200, 0, 2), "ok"));
        var run = await models.Console.Sam.StartRunAsync("short-only", input, new { wallClockSeconds = 1.5 });
        var halted = await models.Console.Sam.UntilAsync(run, "Halted");
        Assert.StartsWith("The model can be asked again in 4.0 s, and ", halted.Text("haltMessage"), StringComparison.Ordinal);
        Assert.InRange(halted.GetProperty("activeSeconds").GetDouble(), 0, 1.4);

        (await models.Console.As("ada").PostAsync($"/api/runs/{run}/grant", new { wallClockSeconds = 0.01, reason = "too little, unless it is waited for first" })).MustRefuse(422, "invalidRequest");
        (await models.Console.As("ada").PostAsync($"/api/runs/{run}/grant", new { wallClockSeconds = 10, reason = "go on" })).Must(202);
        Assert.InRange((await models.Console.Sam.UntilAsync(run, "Completed")).GetProperty("activeSeconds").GetDouble(), 0.2, 10);
        Assert.Equal(2, asked);
    }

    private Task<string> CompleteAsync(string agent, Reply reply) => CompleteAsync(agent, _ => reply);

    private async Task<string> CompleteAsync(string agent, Func<Asked, Reply> script)
    {
        var run = await models.Console.Sam.StartRunAsync(agent, models.Fake.On(agent, script));
        Assert.Equal("ok", (await models.Console.Sam.UntilAsync(run, "Completed", "Failed", "Halted")).Text("result"));
        return (await models.Console.Sam.GetAsync($"/api/runs/{run}/events")).Text;
    }
}
