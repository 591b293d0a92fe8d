using System.Text.Json;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Outside;

/// <summary>The gate for agents that run elsewhere, over HTTP.</summary>
public sealed class ToolCallTests(SharedConsole shared)
{
    [Fact]
    public async Task A_read_is_carried_out_unasked_and_its_result_comes_at_once()
    {
        var (console, text) = (await shared.ConsoleAsync(), Text());
        var call = (await console.Sam.AskAsync("look", new { text })).Must(200);
        Assert.Equal("executed", call.Text("status"));
        Assert.Contains(text, call.GetProperty("result").GetRawText(), StringComparison.Ordinal);
        var run = (await console.Sam.GetAsync($"/api/runs/{call.Text("runId")}")).Must(200);
        Assert.Equal(("external", "shopper", "Completed"), (run.Text("kind"), run.Text("agent"), run.Text("status")));
    }

    [Fact]
    public async Task A_write_waits_for_a_person_and_is_carried_out_once_when_it_is_approved()
    {
        var (console, text) = (await shared.ConsoleAsync(), Text());
        var pending = (await console.Sam.AskAsync("box.write", new { text }, rationale: "The customer asked twice.")).Must(202);
        Assert.Equal("pending", pending.Text("status"));
        Assert.Equal(0, (await shared.ToolsAsync()).CallsWith(text));

        var proposal = (await console.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200);
        Assert.Equal(("The customer asked twice.", "shopper"), (proposal.Text("rationale"), proposal.Text("agent")));
        (await console.Rita.ApproveAsync(proposal)).Must(200);
        var done = (await console.Sam.GetAsync($"/api/tool-calls/{pending.Text("id")}?waitSeconds=30")).Must(200);
        Assert.Equal("executed", done.Text("status"));
        Assert.Equal(1, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task Whoever_asked_may_wait_for_the_decision()
    {
        var (console, text) = (await shared.ConsoleAsync(), Text());
        var (session, key) = (Text(), Text());
        var pending = (await console.Sam.AskAsync("write", new { text }, session, key)).Must(202);
        var waiting = console.Sam.AskAsync("write", new { text }, session, key, waitSeconds: 30);
        (await console.Rita.ApproveAsync((await console.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200))).Must(200);
        Assert.Equal("executed", (await waiting).Must(200).Text("status"));
    }

    [Fact]
    public async Task I2_The_same_key_is_one_call_and_is_replayed_when_it_is_settled()
    {
        var (console, text, key) = (await shared.ConsoleAsync(), Text(), Text());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => console.Sam.AskAsync("write", new { text }, key: key)));
        var id = Assert.Single(answers.Select(a => a.Must(202).Text("id")).Distinct());
        (await console.Rita.ApproveAsync((await console.Rita.GetAsync($"/api/proposals/{answers[0]["proposalId"].GetString()}")).Must(200))).Must(200);
        (await console.Sam.GetAsync($"/api/tool-calls/{id}?waitSeconds=30")).Must(200);

        var replayed = (await console.Sam.AskAsync("write", new { text }, key: key)).Must(200);
        Assert.Equal((id, "executed"), (replayed.Text("id"), replayed.Text("status")));
        Assert.Equal(1, (await shared.ToolsAsync()).CallsWith(text));
        (await console.Sam.AskAsync("write", new { text = text + "!" }, key: key)).MustRefuse(422, "idempotencyKeyReused");
        Assert.NotEqual(id, (await console.As("olga").AskAsync("write", new { text }, key: key)).Must(202).Text("id"));
    }

    [Fact]
    public async Task I2_The_same_key_is_one_call_in_whichever_session_it_is_sent()
    {
        var (console, text, key) = (await shared.ConsoleAsync(), Text(), Text());
        var answers = await Task.WhenAll(new[] { null, Text(), Text(), Text(), null }.Select(session => console.Sam.AskAsync("stamp", new { text }, session, key)));
        Assert.Single(answers.Select(a => a.Must(200).Text("id")).Distinct());
        (await console.Sam.AskAsync("stamp", new { text = text + "!" }, Text(), key)).MustRefuse(422, "idempotencyKeyReused");
        Assert.Equal(1, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task A_misspelled_member_begins_nothing()
    {
        var (console, text) = (await shared.ConsoleAsync(), Text());
        (await console.Sam.PostAsync("/api/tool-calls", new { agent = "shopper", tool = "stamp", arguments = new { text }, onBehalfOf = new { subject = "kim" }, sesionId = "s" }, ("Idempotency-Key", Text()))).MustRefuse(400, "malformedJson");
        Assert.Equal(0, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task I2_An_equal_call_of_a_session_that_is_still_pending_is_joined()
    {
        var (console, text, session) = (await shared.ConsoleAsync(), Text(), Text());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => console.Sam.AskAsync("write", new { text }, session)));
        Assert.Single(answers.Select(a => a.Must(202).Text("id")).Distinct());
        Assert.Single(answers.Select(a => a["runId"].GetString()).Distinct());
    }

    [Fact]
    public async Task What_a_session_read_through_the_gate_is_evidence_and_what_it_only_says_is_not()
    {
        var (console, session, number) = (await shared.ConsoleAsync(), Text(), Text());
        var claimed = (await console.Sam.AskAsync("write", new { text = number }, session, rationale: $"It is {number}.")).Must(202);
        Assert.Equal("notFound", await FoundAsync(console, claimed));

        var read = Text();
        (await console.Sam.AskAsync("look", new { text = read }, session)).Must(200);
        var echoed = (await console.Sam.AskAsync("write", new { text = read }, session)).Must(202);
        Assert.Equal("echo", await FoundAsync(console, echoed)); // the tool only repeats what it was sent
    }

    [Fact]
    public async Task I7_What_does_not_pass_is_refused_with_the_layer_and_the_place()
    {
        var console = await shared.ConsoleAsync();
        var refused = (await console.Sam.AskAsync("write", new { text = 7 })).MustRefuse(422, "validationFailed");
        var error = refused.GetProperty("errors")[0];
        Assert.Equal(("schema", "/text"), (error.Text("layer"), error.Text("path")));
        Assert.Equal("unknownTool", (await console.Sam.AskAsync("nope", new { })).MustRefuse(422, "validationFailed").GetProperty("errors")[0].Text("code"));
        (await console.Sam.PostAsync("/api/tool-calls", """{"agent":"shopper","tool":"box.look","arguments":{"text":"a","text":"b"},"onBehalfOf":{"subject":"kim"}}""", Key())).MustRefuse(400, "malformedJson");
    }

    [Fact]
    public async Task A_rejection_is_told_with_its_reason_and_the_same_deed_is_refused_from_then_on()
    {
        var (console, text, session) = (await shared.ConsoleAsync(), Text(), Text());
        var pending = (await console.Sam.AskAsync("write", new { text }, session)).Must(202);
        (await console.Rita.RejectAsync((await console.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200), "Not this one.")).Must(200);
        var rejected = (await console.Sam.GetAsync($"/api/tool-calls/{pending.Text("id")}")).Must(200);
        Assert.Equal(("rejected", "Not this one."), (rejected.Text("status"), rejected.Text("reason")));
        Assert.Equal("denied", (await console.Sam.AskAsync("write", new { text }, session)).MustRefuse(422, "validationFailed").GetProperty("errors")[0].Text("code"));
    }

    [Fact]
    public async Task An_edit_is_told_with_what_was_really_sent()
    {
        var (console, text) = (await shared.ConsoleAsync(), Text());
        var pending = (await console.Sam.AskAsync("write", new { text })).Must(202);
        (await console.Rita.EditAsync((await console.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200), new { text = text + "-by-hand" })).Must(200);
        var done = (await console.Sam.GetAsync($"/api/tool-calls/{pending.Text("id")}?waitSeconds=30")).Must(200);
        Assert.Equal(text + "-by-hand", done.GetProperty("editedArguments").Text("text"));
        Assert.Equal((0, 1), ((await shared.ToolsAsync()).Calls.Count(c => c.Arguments.Text("text") == text), (await shared.ToolsAsync()).CallsWith(text + "-by-hand")));
    }

    [Fact]
    public async Task I1_An_agent_that_is_observed_hears_what_would_become_of_a_call_and_nothing_is_sent()
    {
        var (console, text) = (await shared.ConsoleAsync(), Text());
        Assert.Equal("executed", (await console.Sam.AskAsync("look", new { text }, agent: "watched")).Must(200).Text("would"));
        Assert.Equal("pending", (await console.Sam.AskAsync("write", new { text }, agent: "watched")).Must(200).Text("would"));
        var refused = (await console.Sam.AskAsync("write", new { text = 7 }, agent: "watched")).Must(200);
        Assert.Equal(("observed", "refused", "/text"), (refused.Text("status"), refused.Text("would"), refused.GetProperty("errors")[0].Text("path")));
        Assert.Equal(0, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task Nobody_follows_a_call_that_somebody_else_asked_for()
    {
        var (console, text) = (await shared.ConsoleAsync(), Text());
        var call = (await console.Sam.AskAsync("look", new { text })).Must(200);
        (await console.As("olga").GetAsync($"/api/tool-calls/{call.Text("id")}")).MustRefuse(404, "unknownCall");
        (await console.Sam.GetAsync("/api/tool-calls/nothing.1.1")).MustRefuse(404, "unknownCall");
        (await console.Rita.GetAsync($"/api/tool-calls/{call.Text("id")}")).MustRefuse(403, "forbidden");
    }

    [Fact]
    public async Task A_session_is_one_agents_and_one_principals()
    {
        var (console, session) = (await shared.ConsoleAsync(), Text());
        (await console.Sam.AskAsync("look", new { text = "a" }, session)).Must(200);
        (await console.Sam.AskAsync("look", new { text = "a" }, session, agent: "watched")).MustRefuse(422, "invalidRequest");
        (await console.Sam.PostAsync("/api/tool-calls", new { agent = "shopper", tool = "look", arguments = new { text = "a" }, onBehalfOf = new { subject = "lee" }, sessionId = session }, Key())).MustRefuse(422, "invalidRequest");
    }

    [Theory]
    [InlineData("""{"tool":"look","arguments":{},"onBehalfOf":{"subject":"kim"}}""", "invalidRequest", "agent")]
    [InlineData("""{"agent":"nobody","tool":"look","arguments":{},"onBehalfOf":{"subject":"kim"}}""", "unknownAgent", "shopper")]
    [InlineData("""{"agent":"clerk","tool":"look","arguments":{},"onBehalfOf":{"subject":"kim"}}""", "invalidRequest", "/api/runs")]
    [InlineData("""{"agent":"shopper","arguments":{},"onBehalfOf":{"subject":"kim"}}""", "invalidRequest", "tool")]
    [InlineData("""{"agent":"shopper","tool":"look","onBehalfOf":{"subject":"kim"}}""", "invalidRequest", "arguments")]
    [InlineData("""{"agent":"shopper","tool":"look","arguments":[],"onBehalfOf":{"subject":"kim"}}""", "invalidRequest", "arguments")]
    [InlineData("""{"agent":"shopper","tool":"look","arguments":{}}""", "invalidRequest", "onBehalfOf")]
    [InlineData("""{"agent":"shopper","tool":"look","arguments":{},"onBehalfOf":{"subject":"kim"},"sessionId":""}""", "invalidRequest", "sessionId")]
    public async Task A_request_that_cannot_be_is_refused_by_name(string body, string code, string named) =>
        Assert.Contains(named, (await (await shared.ConsoleAsync()).Sam.PostAsync("/api/tool-calls", body, Key())).MustRefuse(422, code).Text("title"), StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_key_nothing_is_begun_and_no_wait_is_longer_than_may_be()
    {
        var console = await shared.ConsoleAsync();
        var body = new { agent = "shopper", tool = "look", arguments = new { text = "a" }, onBehalfOf = new { subject = "kim" } };
        Assert.Contains("Idempotency-Key", (await console.Sam.PostAsync("/api/tool-calls", body)).MustRefuse(422, "invalidRequest").Text("title"), StringComparison.Ordinal);
        (await console.Sam.PostAsync("/api/tool-calls?waitSeconds=31", body, Key())).MustRefuse(422, "invalidRequest");
    }

    [Fact]
    public async Task A_run_is_not_started_with_an_agent_that_is_elsewhere() => Assert.Contains(
        "/api/tool-calls", (await (await shared.ConsoleAsync()).Sam.PostAsync("/api/runs", new { agent = "shopper", input = "x", onBehalfOf = new { subject = "kim" } })).MustRefuse(422, "invalidRequest").Text("title"), StringComparison.Ordinal);

    private static async Task<string> FoundAsync(ConsoleProcess console, JsonElement pending) =>
        (await console.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200).GetProperty("grounding").EnumerateArray().Single(g => g.Text("path") == "/text").Text("found");

    private static string Text() => Guid.NewGuid().ToString("N");

    private static (string, string) Key() => ("Idempotency-Key", Text());
}
