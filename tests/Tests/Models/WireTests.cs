using System.Text.Json;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Models;

/// <summary>The chat completions wire, on good days and bad ones.</summary>
public sealed class WireTests(SharedConsole shared)
{
    private const decimal Reported = (80 * 2.5m + 120 * 0.25m + 100 * 10m) / 1_000_000;

    [Fact]
    public async Task A_request_streams_asks_for_usage_carries_the_key_and_declares_the_agents_tools()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("first request", Reply.Says("ok"));
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed");

        var asked = model.RequestsFor(input).Single();
        Assert.Equal("Bearer test-key", asked.Authorization);
        Assert.Equal("m-large", asked.Body.Text("model"));
        Assert.True(asked.Body.GetProperty("stream").GetBoolean());
        Assert.True(asked.Body.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
        Assert.Equal(["fail", "look", "stamp", "unset", "wipe", "write"], asked.Tools.Except(["spare"]).Order()); // spare is forbidden by another test meanwhile
        Assert.Equal("system", asked.Messages[0].Text("role"));
    }

    [Fact]
    public async Task Two_calls_in_interleaved_pieces_arrive_whole_and_their_answers_carry_their_ids()
    {
        var (console, model, tools) = (await shared.ConsoleAsync(), await shared.ModelAsync(), await shared.ToolsAsync());
        var (a, b) = (Unlike("first äöü \\\"quoted\\\""), Unlike("second"));
        var input = model.On("interleaved", asked => asked.Turn == 0
            ? Reply.SaysAndCalls("Two at once.", ("look", $$"""{"text":"{{a}}","amount":7}"""), ("look", $$"""{"text":"{{b}}"}""")) : Reply.Says("ok"));
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed");

        Assert.Single(tools.Calls, c => c.Arguments.Text("text") == JsonElement.Parse($"\"{a}\"").GetString() && c.Arguments.GetProperty("amount").GetInt32() == 7);
        Assert.Single(tools.Calls, c => c.Arguments.Text("text") == b);
        var second = model.RequestsFor(input)[1];
        var said = second.Messages.Single(m => m.Text("role") == "assistant");
        Assert.Equal(["call_1", "call_2"], said.GetProperty("tool_calls").EnumerateArray().Select(c => c.Text("id")));
        Assert.Equal([$$"""{"text":"{{a}}","amount":7}""", $$"""{"text":"{{b}}"}"""], said.GetProperty("tool_calls").EnumerateArray().Select(c => c.GetProperty("function").Text("arguments"))); // as it was counted
        Assert.Equal("Two at once.", said.GetProperty("content") is { ValueKind: JsonValueKind.Array } parts ? parts[0].Text("text") : said.Text("content"));
        Assert.Equal(["call_1", "call_2"], second.Messages.Where(m => m.Text("role") == "tool").Select(m => m.Text("tool_call_id")));
        Assert.Contains(b, second.ToolAnswers[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_apart_is_asked_of_its_own_model_without_calls_and_behind_the_same_tools()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("apart", Reply.Calls(("look", """{"text":"a"}""")), Reply.Calls(("done", "{}")), Reply.Says("Written with care."));
        var run = await console.Sam.UntilAsync(await console.Sam.StartRunAsync("scribe", input), "Completed");

        Assert.Equal("Written with care.", run.Text("result"));
        var asked = model.RequestsFor(input);
        Assert.Equal(["m-large", "m-large", "m-pen"], asked.Select(a => a.Body.Text("model")));
        Assert.Equal(["auto", "auto", "none"], asked.Select(a => a.Body.Text("tool_choice")));
        Assert.Equal(["done", "look"], asked[0].Tools.Order());
        Assert.Single(asked.Select(a => a.Body.GetProperty("tools").GetRawText()).Distinct());
    }

    [Fact]
    public async Task What_was_sent_before_is_sent_again_in_the_same_bytes()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("grows", a => a.Turn < 3 ? Reply.Calls(("look", $$"""{"text":"{{a.Turn}}"}""")) : Reply.Says("ok"));
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed");

        var asked = model.RequestsFor(input);
        for (var i = 1; i < asked.Count; i++)
        {
            Assert.Equal(asked[i - 1].Messages.Select(m => m.GetRawText()), asked[i].Messages.Take(asked[i - 1].Messages.Count).Select(m => m.GetRawText()));
            Assert.Equal(asked[0].Body.GetProperty("tools").GetRawText(), asked[i].Body.GetProperty("tools").GetRawText());
        }
    }

    [Theory]
    [InlineData("""{"text":"good","text":"evil"}""", "duplicateKey")]
    [InlineData("""{"text":"half""", "malformedJson")]
    [InlineData("""["text"]""", "type")]
    [InlineData("""{"text":7}""", "type")]
    [InlineData("""{"text":"x","amount":1e400}""", "numberNotExact")]
    [InlineData("""{"text":"\ud800"}""", "loneSurrogate")]
    [InlineData("""{"txt":"x"}""", "required")]
    public async Task Arguments_that_cannot_be_run_as_shown_are_refused_the_model_is_told_why_and_nothing_is_called(string arguments, string code)
    {
        var (console, model, tools) = (await shared.ConsoleAsync(), await shared.ModelAsync(), await shared.ToolsAsync());
        var text = Unlike("repaired");
        var input = model.On("bad arguments", a => a.Turn switch
        {
            0 => Reply.Calls(("stamp", arguments)),
            1 => Reply.Calls(("stamp", $$"""{"text":"{{text}}"}""")),
            _ => Reply.Says("ok"),
        });
        var run = await console.Sam.StartRunAsync("clerk", input);
        await console.Sam.UntilAsync(run, "Completed");

        var told = JsonElement.Parse(model.RequestsFor(input)[1].LastToolAnswer);
        Assert.Equal("invalid", told.Text("status"));
        Assert.Contains(told.GetProperty("errors").EnumerateArray(), e => e.Text("code") == code);
        Assert.Equal(1, tools.CallsWith(text));
        Assert.DoesNotContain(tools.Calls, c => c.Arguments.GetRawText() is "{\"text\":\"evil\"}" or "{\"text\":\"good\"}");
    }

    [Fact]
    public async Task A_tool_that_there_is_not_is_named_with_those_there_are()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("invents", a => a.Turn == 0 ? Reply.Calls(("shred", "{}")) : Reply.Says(a.LastToolAnswer));
        var result = (await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed")).Text("result");
        Assert.Contains("unknownTool", result, StringComparison.Ordinal);
        Assert.Contains("look", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_calls_under_one_id_keep_their_own_arguments()
    {
        var (console, model, tools) = (await shared.ConsoleAsync(), await shared.ModelAsync(), await shared.ToolsAsync());
        var (a, b) = (Unlike("one"), Unlike("two"));
        var input = model.On("same id", asked => asked.Turn == 0 ? Reply.CallsUnderOneId(("look", $$"""{"text":"{{a}}"}"""), ("look", $$"""{"text":"{{b}}"}""")) : Reply.Says("ok"));
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed");
        Assert.Equal((1, 1), (tools.CallsWith(a), tools.CallsWith(b)));
    }

    [Fact]
    public async Task A_busy_provider_is_asked_again_and_nothing_is_charged_for_the_wait()
    {
        var (run, asked) = await OneFaultAsync("busy", Reply.Status(429, retryAfter: "0"));
        Assert.Equal(("Completed", 2, Reported), (run.Text("status"), asked, Cost(run)));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_provider_that_fails_is_asked_again_and_its_worst_case_is_charged(int status)
    {
        var (run, asked) = await OneFaultAsync("fails", Reply.Status(status));
        Assert.Equal(("Completed", 2), (run.Text("status"), asked));
        Assert.True(Cost(run) > Reported);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_asked_again_and_its_worst_case_is_charged()
    {
        var (run, asked) = await OneFaultAsync("cut", Reply.CutsOff("half an answer that never"));
        Assert.Equal(("Completed", 2), (run.Text("status"), asked));
        Assert.True(Cost(run) > Reported);
        Assert.Equal("after all", run.Text("result"));
    }

    [Theory]
    [InlineData("text/html", "<html>welcome</html>")]
    [InlineData("text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\n\n")]
    [InlineData("text/event-stream", "")]
    [InlineData("application/json", "{}")]
    public async Task An_answer_that_is_none_is_asked_again(string contentType, string body)
    {
        var (run, asked) = await OneFaultAsync("garbage", Reply.Raw(contentType, body));
        Assert.Equal(("Completed", 2), (run.Text("status"), asked));
    }

    [Fact]
    public async Task A_stream_that_ends_before_the_reply_does_is_asked_for_again_and_none_of_its_calls_is_made()
    {
        var (run, asked) = await OneFaultAsync("early", Reply.EndsEarly("The refund was not"));
        Assert.Equal(("Completed", 2, "after all"), (run.Text("status"), asked, run.Text("result")));

        var (console, model, tools) = (await shared.ConsoleAsync(), await shared.ModelAsync(), await shared.ToolsAsync());
        var text = Unlike("cut");
        var input = model.On("cut call", Reply.Ends("length", "", ("stamp", $$"""{"text":"{{text}}"}""")), Reply.Says("ok"));
        Assert.Equal("Failed", (await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Failed", "Completed")).Text("status"));
        Assert.Equal(0, tools.CallsWith(text));
    }

    [Fact]
    public async Task A_reply_of_more_calls_than_anybody_asks_for_at_once_is_none()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("many", Reply.Calls([.. Enumerable.Range(0, 200).Select(_ => ("look", "{}"))]));
        var run = await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Failed");
        Assert.Contains("128 calls", run.Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_an_end_is_not_kept_until_it_ends()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("endless line", Reply.Endless("data: {\"x\":\"", 'x'));
        var run = await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Failed");
        Assert.Contains("longer than", run.Text("result"), StringComparison.Ordinal);
        Assert.Single(model.RequestsFor(input));
    }

    [Fact]
    public async Task Ids_that_are_too_long_or_taken_are_made_anew_each_unlike_the_others()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("ids", Reply.CallsUnder(["call_2", "call_2", new('i', 10_000)], ("look", """{"text":"1"}"""), ("look", """{"text":"2"}"""), ("look", """{"text":"3"}""")), Reply.Says("ok"));
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed");
        var ids = model.RequestsFor(input)[1].Messages.Where(m => m.Text("role") == "tool").Select(m => m.Text("tool_call_id")).ToList();
        Assert.Equal((3, "call_2", true), (ids.Distinct().Count(), ids[0], ids.All(id => id.Length <= 64)));
    }

    [Fact]
    public async Task After_three_attempts_the_run_has_failed_and_says_why()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("always busy", Reply.Status(429, retryAfter: "0"));
        var run = await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Failed");
        Assert.Contains("429", run.Text("result"), StringComparison.Ordinal);
        Assert.Equal((3, 0m), (model.RequestsFor(input).Count, Cost(run)));
    }

    [Fact]
    public async Task A_provider_that_refuses_is_not_asked_again()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("refused", Reply.Status(401, body: """{"error":{"message":"bad key"}}"""));
        var run = await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Failed");
        Assert.Contains("401", run.Text("result"), StringComparison.Ordinal);
        Assert.DoesNotContain("test-key", run.GetRawText(), StringComparison.Ordinal);
        Assert.Single(model.RequestsFor(input));
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_fails_the_run_and_costs_nothing()
    {
        var console = await shared.ConsoleAsync();
        var run = await console.Sam.UntilAsync(await console.Sam.StartRunAsync("lost", "hello?"), "Failed");
        Assert.Contains("cannot be reached", run.Text("result"), StringComparison.Ordinal);
        Assert.Equal(0, Cost(run));
    }

    [Fact]
    public async Task Usage_that_never_came_is_charged_at_its_reserve()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var run = await console.Sam.StartRunAsync("clerk", model.On("no usage", Reply.Says("ok", usage: false)));
        var ended = await console.Sam.UntilAsync(run, "Completed");
        Assert.True(Cost(ended) > Reported);
        Assert.Contains("\"usageReported\":false", (await console.Sam.GetAsync($"/api/runs/{run}/events")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_never_answers_is_cut_at_the_runs_time_and_the_run_halts()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var run = await console.Sam.StartRunAsync("clerk", model.On("hangs", Reply.Hangs()), new { wallClockSeconds = 1 });
        Assert.Equal("WallClock", (await console.Sam.UntilAsync(run, "Halted", "Failed")).GetProperty("haltReason").GetString());
    }

    [Fact]
    public async Task A_model_that_looks_at_the_same_thing_again_and_again_is_stopped()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("in circles", Reply.Calls(("look", """{"text":"same"}""")));
        var run = await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Halted");
        Assert.Equal(("NoProgress", 4), (run.Text("haltReason"), model.RequestsFor(input).Count));
    }

    [Fact]
    public async Task A_run_without_money_for_another_call_halts_before_it()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("poor", Reply.Says("never"));
        var run = await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input, new { costUsd = 0.001 }), "Halted");
        Assert.Equal("CostCap", run.Text("haltReason"));
        Assert.Empty(model.RequestsFor(input));
    }

    /// <summary>A run whose first request goes wrong like this.</summary>
    private async Task<(JsonElement Run, int Asked)> OneFaultAsync(string what, Reply fault)
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var asked = 0;
        var input = model.On(what, _ => Interlocked.Increment(ref asked) == 1 ? fault : Reply.Says("after all"));
        var run = await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed", "Failed", "Halted");
        return (run, asked);
    }

    private static decimal Cost(JsonElement run) => run.GetProperty("usage").GetProperty("costUsd").GetDecimal();

    private static string Unlike(string what) => $"{what}-{Guid.NewGuid():N}"[..Math.Min(38, what.Length + 12)];
}
