using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Receipts;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Outbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>A server that answers what nobody expects, and says again what it was given to know us by.</summary>
public sealed class OddAnswerTests : IAsyncLifetime
{
    private const string Key = "s3cret-odd-header";

    private readonly TempFolder _folder = new();
    private Listener _server = null!;
    private McpSource _source = null!;
    private string _description = "odd";

    public async ValueTask InitializeAsync()
    {
        _server = await Listener.StartAsync(AnswerAsync);
        var settings = new McpServerSettings { Url = new($"http://127.0.0.1:{_server.Port}/mcp"), Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Key}" } };
        _source = new("odd", settings, new(new(new())), ReceiptKey.Open(_folder["keys"]), McpBounds.MostFor(1024), NullLoggerFactory.Instance, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("json")]
    [InlineData("shape")]
    [InlineData("type")]
    [InlineData("stream")]
    public async Task An_odd_answer_fails_its_call_and_no_other(string odd)
    {
        await _source.StartAsync(TestContext.Current.CancellationToken);
        Assert.Null(_source.Unreachable);

        var outcome = Assert.IsType<ToolOutcome.Unknown>(await CallAsync(odd));

        Assert.DoesNotContain(Key, outcome.Why, StringComparison.Ordinal);
        Assert.Null(_source.Unreachable);
        Assert.IsType<ToolOutcome.Succeeded>(await CallAsync("well"));
        Assert.Null(_source.Unreachable);
    }

    [Theory]
    [InlineData("error")]
    [InlineData("refusal")]
    [InlineData("isError")]
    [InlineData("said")]
    [InlineData("named")]
    public async Task What_a_server_says_of_the_secret_it_was_given_is_left_out_as_it_comes_in(string how)
    {
        _description = $"Your key is {Key.ToUpperInvariant()}.";
        await _source.StartAsync(TestContext.Current.CancellationToken);
        Assert.Null(_source.Unreachable);

        var said = JsonSerializer.Serialize<object>(await CallAsync(how));

        Assert.Contains("no ", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Your key is •••.", Assert.Single(_source.Tools).Description);
    }

    private Task<ToolOutcome> CallAsync(string text) => _source.CallAsync(
        new("x", "odd.tool", JsonSerializer.SerializeToElement(new { text }), true, new("x", "odd.tool", "", "kim", LetGoBy.Policy, "Irreversible")), TestContext.Current.CancellationToken);

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Method != "POST")
        {
            context.Response.StatusCode = 405;
            return;
        }

        var request = await JsonNode.ParseAsync(context.Request.Body);
        var (id, given) = (request!["id"]?.DeepClone(), context.Request.Headers.Authorization.ToString());
        if (id is null)
        {
            context.Response.StatusCode = 202;
            return;
        }

        var text = (string?)request["params"]?["arguments"]?["text"];
        var (type, body) = ((string?)request["method"], text) switch
        {
            ("initialize", _) => Result(new JsonObject
            {
                ["protocolVersion"] = request["params"]!["protocolVersion"]!.DeepClone(), ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() }, ["serverInfo"] = new JsonObject { ["name"] = "odd", ["version"] = "1" },
            }),
            ("tools/list", _) => Result(JsonNode.Parse("""{"tools":[{"name":"tool","inputSchema":{"type":"object","properties":{"text":{"type":"string"}}}}]}""")!, tools => tools["tools"]![0]!["description"] = _description),
            ("ping", _) => Result(new JsonObject()),
            (not "tools/call", _) => Error(-32601, "no"),
            (_, "json") => ("application/json", "{\"a\":"),
            (_, "shape") => Result(new JsonObject { ["content"] = given }),
            (_, "type") => ("text/odd", "x"),
            (_, "stream") => ("text/event-stream", "event: message\ndata: {\"jsonrpc\":\n\n"),
            (_, "error") => Error(-32000, $"no {given}"),
            (_, "refusal") => Error(-32602, $"no {given}"),
            (_, "isError") => Result(new JsonObject { ["isError"] = true, ["content"] = Said($"no {given}") }),
            (_, "named") => Result(new JsonObject { ["content"] = Said($$"""{"no {{given}}":["no {{Key}}"]}""") }),
            _ => Result(new JsonObject { ["content"] = Said($"no {given}") }),
        };
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);

        JsonArray Said(string words) => [new JsonObject { ["type"] = "text", ["text"] = words }];
        (string, string) Error(int code, string message) => ("application/json", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }.ToJsonString());
        (string, string) Result(JsonNode result, Action<JsonNode>? with = null)
        {
            with?.Invoke(result);
            return ("application/json", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result }.ToJsonString());
        }
    }
}
