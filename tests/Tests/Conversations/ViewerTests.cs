using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Conversations;

/// <summary>A browser of somebody's own product follows one run, and learns nothing else.</summary>
public sealed class ViewerTests(TalkDesk desk) : IClassFixture<TalkDesk>
{
    private const string Secret = "SO-4711-SECRET";

    [Fact]
    public async Task It_hears_what_is_meant_for_the_principal_and_no_tool_argument_or_result()
    {
        var id = await StartAsync(Reply.Calls(("look", $$"""{"text":"{{Secret}}"}""")), Reply.Calls(("ask_user", """{"question":"Which order?"}""")), Reply.Calls(("write", $$"""{"text":"{{Secret}}"}""")), Reply.Says("It is written."));
        await desk.Console.Sam.UntilAsync(id, "AwaitingInput");
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/messages", new { text = "The first." })).Must(202);
        await desk.Console.Sam.UntilAsync(id, "AwaitingDecision");
        var proposal = (await desk.Console.Rita.GetAsync($"/api/proposals/{(await desk.Console.Sam.GetAsync($"/api/runs/{id}")).Must(200).GetProperty("pendingProposals")[0].GetString()}")).Must(200);
        (await desk.Console.Rita.ApproveAsync(proposal)).Must(200);
        await desk.Console.Sam.UntilAsync(id, "AwaitingInput");
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/cancel", new { reason = Secret })).Must(202);

        var lines = await FollowAsync(await TokenAsync(id));
        Assert.Equal(["started", "thinking", "looking", "thinking", "question", "heard", "thinking", "review", "acting", "thinking", "answer", "stopped"], lines.Select(l => l.Data.Text("kind")));
        Assert.Equal(("Which order?", "It is written."), (TextOf("question"), TextOf("answer")));
        var all = string.Join('\n', lines.Select(l => l.Data.GetRawText()));
        foreach (var secret in new[] { Secret, "look", "box", "talker", "strong" }.Where(s => s != "look")) Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);

        using var back = new HttpRequestMessage(HttpMethod.Get, "/viewer/progress") { Headers = { Authorization = new("Bearer", await TokenAsync(id)) } };
        back.Headers.Add("Last-Event-ID", lines[^1].EventId);
        using var stranger = Stranger();
        using var over = await stranger.SendAsync(back, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, over.StatusCode); // else a browser comes back for ever

        var rest = await FollowAsync(await TokenAsync(id), lines[5].EventId);
        Assert.Equal(lines.Skip(6).Select(l => l.EventId), rest.Select(l => l.EventId));

        string TextOf(string kind) => lines.Single(l => l.Data.Text("kind") == kind).Data.Text("text");
    }

    [Fact]
    public async Task Its_token_opens_this_one_door_for_its_time_and_no_other()
    {
        var id = await StartAsync(Reply.Says("Fine."));
        var token = await TokenAsync(id);
        using var stranger = Stranger();
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(stranger, "/viewer/progress")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(stranger, $"/viewer/progress?token={token[..^4]}AAAA")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(stranger, $"/api/runs/{id}", token)).StatusCode);
        Assert.Equal("application/problem+json", (await GetAsync(stranger, $"/viewer/progress?token={token}&after=abc")).Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(stranger, "/viewer/progress", "demo-sam")).StatusCode);
        var brief = await TokenAsync(id, seconds: 1);
        Assert.NotEmpty(await FollowAsync(brief)); // and the stream ends with its time
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(stranger, $"/viewer/progress?token={brief}")).StatusCode);
    }

    [Fact]
    public async Task Many_behind_one_address_follow_their_runs()
    {
        using var stranger = Stranger();
        var streams = new List<HttpResponseMessage>();
        for (var n = 0; n < 3; n++)
        {
            var token = await TokenAsync(await StartAsync(Reply.Says("Fine.")));
            for (var viewer = 0; viewer < 10; viewer++) streams.Add(await GetAsync(stranger, $"/viewer/progress?token={token}"));
        }

        Assert.All(streams, s => Assert.Equal(HttpStatusCode.OK, s.StatusCode));
        streams.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task Only_who_started_the_run_gives_tokens_out()
    {
        var id = await StartAsync(Reply.Says("Fine."));
        (await desk.Console.As("olga").PostAsync($"/api/runs/{id}/viewers", new { })).MustRefuse(403, "beyondAuthority");
        (await desk.Console.Rita.PostAsync($"/api/runs/{id}/viewers", new { })).MustRefuse(403, "forbidden");
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/viewers", new { seconds = 0 })).MustRefuse(422, "invalidRequest");
        (await desk.Console.Sam.PostAsync($"/api/runs/{id}/viewers", new { seconds = 86_401 })).MustRefuse(422, "invalidRequest");
        (await desk.Console.Sam.PostAsync("/api/runs/01a000000000700080000000000000aa/viewers", new { })).MustRefuse(404, "unknownRun");
    }

    [Fact]
    public async Task Pages_of_the_origins_that_the_settings_name_are_answered_and_no_others()
    {
        var token = await TokenAsync(await StartAsync(Reply.Says("Fine.")));
        using var stranger = Stranger();
        Assert.Equal([TalkDesk.Shop], (await GetAsync(stranger, $"/viewer/progress?token={token}&after=1", origin: TalkDesk.Shop)).Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False((await GetAsync(stranger, $"/viewer/progress?token={token}", origin: "https://evil.example")).Headers.Contains("Access-Control-Allow-Origin"));

        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/viewer/progress") { Headers = { { "Origin", TalkDesk.Shop }, { "Access-Control-Request-Method", "GET" }, { "Access-Control-Request-Headers", "authorization" } } };
        using var allowed = await stranger.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NoContent, "Authorization"), (allowed.StatusCode, string.Join(',', allowed.Headers.GetValues("Access-Control-Allow-Headers")).Split(',')[0]));
    }

    private Task<string> StartAsync(params Reply[] replies) => desk.Console.Sam.StartRunAsync("talker", desk.Model.On("View", replies));

    private async Task<string> TokenAsync(string run, int? seconds = null) => (await desk.Console.Sam.PostAsync($"/api/runs/{run}/viewers", new { seconds })).Must(201).Text("token");

    private HttpClient Stranger() => new() { BaseAddress = desk.Console.Address };

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, string? bearer = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>To the stream's end.</summary>
    private async Task<List<SseItem<JsonElement>>> FollowAsync(string token, string? lastEventId = null)
    {
        using var client = Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/viewer/progress") { Headers = { Authorization = new("Bearer", token) } };
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var lines = new List<SseItem<JsonElement>>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), (_, data) => JsonElement.Parse(data)).EnumerateAsync(TestContext.Current.CancellationToken)) lines.Add(item);
        return lines;
    }
}
