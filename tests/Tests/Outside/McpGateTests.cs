using System.Net;
using ApprovalConsole.Tests.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace ApprovalConsole.Tests.Outside;

/// <summary>The console as an MCP server, visited by the official client.</summary>
public sealed class McpGateTests(SharedConsole shared)
{
    [Fact]
    public async Task Its_tools_are_the_agents_and_the_one_that_follows_a_proposal_and_none_decides()
    {
        await using var client = await McpVisit.OpenAsync(await shared.ConsoleAsync(), agent: "watched");
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["get_proposal", "look", "write"], tools.Select(t => t.Name).Order());
        Assert.Contains("A person is asked", tools.Single(t => t.Name == "write").Description, StringComparison.Ordinal);
        Assert.Equal((true, false), (tools.Single(t => t.Name == "look").ProtocolTool.Annotations!.ReadOnlyHint, tools.Single(t => t.Name == "write").ProtocolTool.Annotations!.ReadOnlyHint));
    }

    [Fact]
    public async Task Whoever_names_no_agent_is_offered_every_admitted_tool()
    {
        await using var client = await McpVisit.OpenAsync(await shared.ConsoleAsync(), agent: "");
        var names = (await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(t => t.Name).ToList();
        Assert.Contains("wipe", names);
        Assert.DoesNotContain("misfit", names); // its policy does not fit it, so it is not offered
    }

    [Fact]
    public async Task A_read_answers_what_the_tool_answers()
    {
        await using var client = await McpVisit.OpenAsync(await shared.ConsoleAsync());
        var text = NewText();
        var read = await client.AskAsync("look", new { text });
        Assert.Equal((false, $"done: {text}"), (read.IsError ?? false, read.Text()));
    }

    [Fact]
    public async Task A_call_that_needs_a_person_answers_at_once_with_a_handle_that_get_proposal_follows()
    {
        var (console, text) = (await shared.ConsoleAsync(), NewText());
        await using var client = await McpVisit.OpenAsync(console);
        var pending = (await client.AskAsync("write", new { text }, """{"onBehalfOf":{"subject":"kim"},"rationale":"So that it is written."}""")).Json();
        Assert.Equal("pending", pending.Text("status"));
        var proposal = (await console.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200);
        Assert.Equal(("So that it is written.", "kim"), (proposal.Text("rationale"), (await console.Rita.GetAsync($"/api/runs/{proposal.Text("runId")}")).Must(200).GetProperty("onBehalfOf").Text("subject")));

        var following = client.AskAsync("get_proposal", new { proposalId = pending.Text("proposalId"), waitSeconds = 30 });
        (await console.Rita.ApproveAsync(proposal)).Must(200);
        Assert.Equal($"done: {text}", (await following).Text());
        Assert.Equal(1, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task I2_A_client_that_comes_back_in_another_session_finds_its_call_by_its_key()
    {
        var (console, text, key) = (await shared.ConsoleAsync(), NewText(), $$"""{"idempotencyKey":"{{NewText()}}"}""");
        for (var visit = 0; visit < 3; visit++)
        {
            await using var client = await McpVisit.OpenAsync(console);
            Assert.Equal($"done: {text}", (await client.AskAsync("stamp", new { text }, key)).Text());
        }

        Assert.Equal(1, (await shared.ToolsAsync()).CallsWith(text));
    }

    [Fact]
    public async Task I2_A_client_that_asks_again_while_it_waits_joins_its_call_and_another_client_of_the_same_caller_follows_it()
    {
        var (console, text) = (await shared.ConsoleAsync(), NewText());
        string first;
        await using (var client = await McpVisit.OpenAsync(console))
        {
            first = (await client.AskAsync("write", new { text })).Json().Text("proposalId");
            Assert.Equal(first, (await client.AskAsync("write", new { text })).Json().Text("proposalId"));
        }

        await using var other = await McpVisit.OpenAsync(console);
        Assert.Equal("pending", (await other.AskAsync("get_proposal", new { proposalId = first })).Json().Text("status"));
        await using var stranger = await McpVisit.OpenAsync(console, "olga");
        Assert.True((await stranger.AskAsync("get_proposal", new { proposalId = first })).IsError);
    }

    [Fact]
    public async Task I7_What_does_not_pass_says_what_would_be_right()
    {
        await using var client = await McpVisit.OpenAsync(await shared.ConsoleAsync());
        var refused = await client.AskAsync("write", new { text = 7 });
        Assert.True(refused.IsError);
        Assert.Equal(("refused", "/text"), (refused.Json().Text("status"), refused.Json().GetProperty("errors")[0].Text("path")));
        await Assert.ThrowsAsync<McpProtocolException>(() => client.AskAsync("approve", new { }));
    }

    [Fact]
    public async Task What_is_there_twice_is_not_read_as_one_of_them()
    {
        var console = await shared.ConsoleAsync();
        var answer = await console.Sam.PostAsync("/mcp/shopper", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"write","arguments":{"text":"a","text":"b"}}}""", ("Accept", "application/json, text/event-stream"));
        Assert.Equal(-32602, answer.Must(200).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task I8_What_lies_too_deep_to_be_looked_through_is_not_let_in()
    {
        var deep = new string('[', 55) + new string(']', 55);
        var body = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"write","arguments":{"text":"a","text":"b"},"_meta":{"x":DEEP}}}""".Replace("DEEP", deep, StringComparison.Ordinal);
        var answer = await (await shared.ConsoleAsync()).Sam.PostAsync("/mcp/shopper", body, ("Accept", "application/json, text/event-stream"));
        Assert.Equal(-32700, answer.Must(200).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_hundred_calls_at_once_from_five_clients_each_get_their_own_answer()
    {
        var console = await shared.ConsoleAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => McpVisit.OpenAsync(console)));
        try
        {
            var asked = Enumerable.Range(0, 100).Select(n => (Client: clients[n % 5], Text: NewText())).ToList();
            var answers = await Task.WhenAll(asked.Select(a => a.Client.AskAsync("look", new { text = a.Text })));
            Assert.All(asked.Zip(answers), pair => Assert.Equal($"done: {pair.First.Text}", pair.Second.Text()));
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Only_operators_come_in()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(async () => await McpVisit.OpenAsync(await shared.ConsoleAsync(), "rita"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<HttpRequestException>(async () => await McpVisit.OpenAsync(await shared.ConsoleAsync(), "stranger"))).StatusCode);
    }

    private static string NewText() => Guid.NewGuid().ToString("N");
}
