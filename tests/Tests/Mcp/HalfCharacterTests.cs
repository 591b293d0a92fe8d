using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using ApprovalConsole.Tests.Outbound;
using Microsoft.AspNetCore.Http;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>A server that says half a character of one of its tools: that one is refused, by name, and the others are there.</summary>
public sealed class HalfCharacterTests
{
    private const string Half = "\\ud800";

    private static readonly string Listed = """
        {"tools":[{"name":"whole","description":"\ud83d\ude00","inputSchema":{"type":"object","properties":{"text":{"type":"string"}}}},
          {"name":"described","description":"HALF","inputSchema":{"type":"object"}}, {"name":"keyed","inputSchema":{"type":"object","properties":{"HALF":{"type":"string"}}}},
          {"name":"listed","inputSchema":{"type":"object","properties":{"text":{"enum":["HALF"]}}}}, {"name":"annotated","annotations":{"title":"HALF"},"inputSchema":{"type":"object"}}, {"name":"named_HALF","inputSchema":{"type":"object"}}]}
        """.Replace("HALF", Half, StringComparison.Ordinal).ReplaceLineEndings("");

    [Theory]
    [InlineData("stdio")]
    [InlineData("http")]
    public async Task The_one_tool_is_refused_and_the_others_live(string transport)
    {
        using var folder = new TempFolder();
        await using var server = await Listener.StartAsync(AnswerAsync);
        await using var model = await FakeOpenAI.StartAsync();
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).Agent("clerk", ["box.*"]).Tool("box.whole", "ReadOnly");
        if (transport == "http") settings.McpServer("box", new Uri($"http://127.0.0.1:{server.Port}/mcp"));
        else settings.McpServer("box", "node", NpmServers.Unruly, folder["calls.log"], folder.Write("tools.json", Listed));
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);

        var tools = (await console.Ada.GetAsync("/api/tools")).Must(200).GetProperty("items").EnumerateArray().Where(t => t.Text("source") == "box").ToList();
        Assert.True(tools.Count == 6, console.Output);
        Assert.Equal("Active", tools.Single(t => t.Text("name") == "whole").Text("status"));
        Assert.All(tools.Where(t => t.Text("name") != "whole"), t => Assert.Equal(("Refused", "its definition holds half a character, which no text can hold"), (t.Text("status"), t.Text("statusReason"))));

        var input = model.On("look", a => a.Turn == 0 ? Reply.Calls(("whole", """{"text":"x"}""")) : Reply.Says(a.LastToolAnswer));
        Assert.Contains("half: \\uFDD0", (await console.Rita.UntilAsync(await console.Sam.StartRunAsync("clerk", input), "Completed")).Text("result"), StringComparison.Ordinal); // and a result is read as well
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request.Method == "POST" ? await JsonNode.ParseAsync(context.Request.Body) : null;
        if (request?["id"] is not { } id)
        {
            context.Response.StatusCode = request is null ? 405 : 202;
            return;
        }

        var result = (string?)request["method"] switch
        {
            "initialize" => $$$"""{"protocolVersion":"{{{request["params"]!["protocolVersion"]}}}","capabilities":{"tools":{} },"serverInfo":{"name":"box","version":"1"} }""",
            "tools/list" => Listed,
            "tools/call" => $$"""{"content":[{"type":"text","text":"half: {{Half}}"}]}""",
            _ => null,
        };
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync($"event: message\ndata: {{\"jsonrpc\":\"2.0\",\"id\":{id.ToJsonString()},{(result is null ? "\"error\":{\"code\":-32601,\"message\":\"no\"}" : $"\"result\":{result}")}}}\n\n");
    }
}
