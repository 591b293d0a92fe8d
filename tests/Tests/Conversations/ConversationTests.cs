using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Conversations;

/// <summary>A run and its principal, over HTTP: questions, answers, and what is said meanwhile.</summary>
public sealed class ConversationTests(TalkDesk desk) : IClassFixture<TalkDesk>
{
    private static readonly Reply AsksWhich = Reply.Calls(("ask_user", """{"question":"Which order?"}"""));

    [Fact]
    public async Task A_question_is_answered_by_the_next_message_and_the_conversation_goes_on_until_nobody_speaks()
    {
        var task = desk.Model.On("Where is it?", AsksWhich, Reply.Calls(("look", """{"text":"SO-1"}""")), Reply.Says("SO-1 is on its way."), Reply.Says("On Monday."));
        var id = await desk.Console.Sam.StartRunAsync("talker", task);
        var asks = await desk.Console.Sam.UntilAsync(id, "AwaitingInput");
        Assert.Equal("Which order?", asks.GetProperty("questions")[0].Text("text"));

        Assert.Equal("Running", (await SayAsync(id, "SO-1, please.")).Must(202).Text("status"));
        var answered = await desk.Console.Sam.UntilAsync(id, "AwaitingInput");
        Assert.Equal(("SO-1 is on its way.", "answered; waits for its principal's next message"), (answered.Text("result"), answered.Text("doing")));
        Assert.False(answered.TryGetProperty("questions", out _));

        (await SayAsync(id, "When?")).Must(202);
        await Until.TrueAsync(async () => (await RunAsync(id)).Text("result") == "On Monday.", () => "no second answer");
        Assert.Equal(["SO-1, please.", "When?"], (await RunAsync(id)).GetProperty("messages").EnumerateArray().Select(m => m.Text("text")));
        Assert.Equal("When?", desk.Model.RequestsFor(task)[^1].Body.GetProperty("messages").EnumerateArray().Last().Text("content"));
    }

    [Fact]
    public async Task Each_request_begins_with_the_bytes_of_the_one_before()
    {
        var task = desk.Model.On("Prefix", AsksWhich, Reply.Says("Fine."), Reply.Says("Still fine."));
        var id = await desk.Console.Sam.StartRunAsync("talker", task);
        await desk.Console.Sam.UntilAsync(id, "AwaitingInput");
        (await SayAsync(id, "SO-1")).Must(202);
        await desk.Console.Sam.UntilAsync(id, "AwaitingInput");
        (await SayAsync(id, "And now?")).Must(202);
        await Until.TrueAsync(async () => (await RunAsync(id)).Text("result") == "Still fine.", () => "no second answer");
        var requests = desk.Model.RequestsFor(task).Select(r => r.Body.GetProperty("messages").EnumerateArray().Select(m => m.GetRawText()).ToList()).ToList();
        Assert.Equal(3, requests.Count);
        Assert.All(requests.Zip(requests.Skip(1)), pair => Assert.Equal(pair.First, pair.Second.Take(pair.First.Count)));
    }

    [Fact]
    public async Task What_is_said_while_the_model_works_is_told_before_the_run_ends()
    {
        var go = new TaskCompletionSource();
        var task = desk.Model.On("Late words", Reply.Hangs(go.Task, Reply.Says("SO-1 was sent.")), Reply.Says("SO-2 was sent."));
        var id = await desk.Console.Sam.StartRunAsync("clerk", task);
        await Until.TrueAsync(() => Task.FromResult(desk.Model.RequestsFor(task).Count == 1), () => "the model was not asked");
        (await SayAsync(id, "I meant SO-2!")).Must(202);
        go.SetResult();
        Assert.Equal("SO-2 was sent.", (await desk.Console.Sam.UntilAsync(id, "Completed")).Text("result"));
    }

    [Fact]
    public async Task I2_The_same_message_sent_twice_is_one_and_its_key_stands_for_it()
    {
        var id = await AskingAsync();
        (await SayAsync(id, "SO-1", "k")).Must(202);
        (await SayAsync(id, "SO-1", "k")).Must(202);
        (await SayAsync(id, "SO-2", "k")).MustRefuse(422, "idempotencyKeyReused");
        Assert.Equal(1, (await RunAsync(id)).GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task What_the_principal_did_not_say_is_not_said_for_them()
    {
        var id = await AskingAsync();
        (await desk.Console.As("olga").PostAsync($"/api/runs/{id}/messages", new { text = "Pay me." })).MustRefuse(403, "beyondAuthority");
        (await desk.Console.Rita.PostAsync($"/api/runs/{id}/messages", new { text = "Pay me." })).MustRefuse(403, "forbidden");
        (await SayAsync(id, " ")).MustRefuse(422, "invalidRequest");
        (await SayAsync(id, new string('x', 70_000))).MustRefuse(422, "invalidRequest");
        (await desk.Console.Sam.SendAsync(HttpMethod.Post, $"/api/runs/{id}/messages", """{"text":"\ud800"}""")).MustRefuse(400, "malformedJson");
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/messages", new { text = "SO-1", txt = "SO-2" })).MustRefuse(400, "malformedJson");
        (await SayAsync("01a000000000700080000000000000aa", "Hello?")).MustRefuse(404, "unknownRun");
        Assert.False((await RunAsync(id)).TryGetProperty("messages", out _));
    }

    [Fact]
    public async Task A_run_takes_as_many_messages_as_it_may_and_none_after_its_end()
    {
        var id = await AskingAsync();
        for (var n = 0; n < 4; n++) (await SayAsync(id, $"Word {n}.")).Must(202);
        (await SayAsync(id, "One more.")).MustRefuse(409, "tooManyMessages");
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/cancel", new { reason = "enough" })).Must(202);
        await desk.Console.Sam.UntilAsync(id, "Cancelled");
        (await SayAsync(id, "Still there?")).MustRefuse(409, "runEnded");
    }

    [Fact]
    public async Task A_run_that_is_cancelled_does_not_wait_for_what_its_model_is_still_saying()
    {
        var task = desk.Model.On("Never ends", Reply.Hangs());
        var id = await desk.Console.Sam.StartRunAsync("clerk", task);
        await Until.TrueAsync(() => Task.FromResult(desk.Model.RequestsFor(task).Count == 1), () => "the model was not asked");
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/cancel", new { reason = "enough" })).Must(202);
        var ended = await desk.Console.Sam.UntilAsync(id, "Cancelled");
        Assert.True(ended.GetProperty("usage").GetProperty("costUsd").GetDecimal() > 0, "what it may have cost counts");
        Assert.Contains("modelCutOff", (await desk.Console.Sam.GetAsync($"/api/runs/{id}/events")).Text, StringComparison.Ordinal);
        Assert.Single(desk.Model.RequestsFor(task));
    }

    [Fact]
    public async Task An_agent_that_may_not_ask_does_not_see_the_tool_and_one_that_may_does()
    {
        var (plain, talking) = (desk.Model.On("No tool", Reply.Says("Fine.")), desk.Model.On("A tool", Reply.Says("Fine.")));
        await desk.Console.Sam.UntilAsync(await desk.Console.Sam.StartRunAsync("clerk", plain), "Completed");
        await desk.Console.Sam.UntilAsync(await desk.Console.Sam.StartRunAsync("talker", talking), "AwaitingInput");
        Assert.DoesNotContain("ask_user", desk.Model.RequestsFor(plain)[0].Body.GetProperty("tools").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("ask_user", desk.Model.RequestsFor(talking)[0].Body.GetProperty("tools").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task I6_A_message_has_a_bound_of_its_own_and_a_person_lifts_it()
    {
        var task = desk.Model.On("Round and round", a => a.Turn < 5 ? Reply.Calls(("look", $$"""{"text":"{{a.Turn}}"}""")) : Reply.Says("Enough."));
        var id = await desk.Console.Sam.StartRunAsync("talker", task);
        var halted = await desk.Console.Sam.UntilAsync(id, "Halted");
        Assert.Equal(("IterationCap", 4), (halted.Text("haltReason"), halted.GetProperty("steps").GetInt32()));
        Assert.Contains("one message", halted.Text("haltMessage"), StringComparison.Ordinal);
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/grant", new { iterations = 2, reason = "go on" })).Must(202);
        Assert.Equal("Enough.", (await desk.Console.Sam.UntilAsync(id, "AwaitingInput")).Text("result"));
    }

    [Fact]
    public async Task What_waits_for_a_reviewer_shows_what_was_said_since()
    {
        var id = await desk.Console.Sam.StartRunAsync("clerk", desk.Model.On("Write it", Reply.Calls(("write", """{"text":"SO-1"}""")), Reply.Says("Done.")));
        await desk.Console.Sam.UntilAsync(id, "AwaitingDecision");
        (await SayAsync(id, "No, wait!")).Must(202);
        var proposal = (await desk.Console.Rita.GetAsync($"/api/proposals/{(await RunAsync(id)).GetProperty("pendingProposals")[0].GetString()}")).Must(200);
        Assert.Equal("No, wait!", proposal.GetProperty("said")[0].Text("text"));
    }

    private Task<Answer> SayAsync(string run, string text, string? key = null) =>
        key is null ? desk.Console.Sam.PostAsync($"/api/runs/{run}/messages", new { text }) : desk.Console.Sam.PostAsync($"/api/runs/{run}/messages", new { text }, ("Idempotency-Key", key));

    private async Task<string> AskingAsync()
    {
        var id = await desk.Console.Sam.StartRunAsync("talker", desk.Model.On("Ask", AsksWhich, Reply.Hangs()));
        await desk.Console.Sam.UntilAsync(id, "AwaitingInput");
        return id;
    }

    private async Task<JsonElement> RunAsync(string id) => (await desk.Console.Sam.GetAsync($"/api/runs/{id}")).Must(200);
}
