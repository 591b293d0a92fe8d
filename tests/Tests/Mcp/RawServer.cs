using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Outbound;
using Microsoft.AspNetCore.Http;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>An MCP server over streamable HTTP in the protocol's plain words, with one tool, whose answers go over the wire as the test likes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private const string Session = "Mcp-Session-Id";

    private readonly ConcurrentDictionary<string, bool> _sessions = new();
    private readonly Func<string, HttpContext, Func<string, string>, Task> _answer;
    private Listener _listener = null!;

    private RawServer(Func<string, HttpContext, Func<string, string>, Task> answer) => _answer = answer;

    public Uri Url => new($"http://127.0.0.1:{_listener.Port}/mcp");

    /// <summary>How often somebody introduced themselves.</summary>
    public int Introductions => _sessions.Count;

    /// <param name="answer">Answers a call with this text; the function makes a result of a text.</param>
    public static async Task<RawServer> StartAsync(Func<string, HttpContext, Func<string, string>, Task> answer)
    {
        var server = new RawServer(answer);
        server._listener = await Listener.StartAsync(server.TakeAsync);
        return server;
    }

    public void ForgetSessions()
    {
        foreach (var session in _sessions.Keys) _sessions[session] = false;
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Session].ToString();
        if (context.Request.Method != "POST" || (given.Length > 0 && !_sessions.GetValueOrDefault(given)))
        {
            context.Response.StatusCode = context.Request.Method == "POST" ? 404 : 405;
            return;
        }

        var request = await JsonNode.ParseAsync(context.Request.Body);
        if (request!["id"] is not { } id)
        {
            context.Response.StatusCode = 202;
            return;
        }

        string Framed(string member, JsonNode content) => new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), [member] = content }.ToJsonString();
        context.Response.ContentType = "application/json";
        switch ((string?)request["method"])
        {
            case "initialize":
                var session = Guid.NewGuid().ToString("N");
                _sessions[session] = true;
                context.Response.Headers[Session] = session;
                await context.Response.WriteAsync(Framed("result", new JsonObject
                {
                    ["protocolVersion"] = request["params"]!["protocolVersion"]!.DeepClone(), ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
                    ["serverInfo"] = new JsonObject { ["name"] = "raw", ["version"] = "1" },
                }));
                return;
            case "tools/list":
                await context.Response.WriteAsync(Framed("result", JsonNode.Parse("""{"tools":[{"name":"tool","inputSchema":{"type":"object","properties":{"text":{"type":"string"}}}}]}""")!));
                return;
            case "tools/call":
                await _answer((string)request["params"]!["arguments"]!["text"]!, context, text => Framed("result", new JsonObject { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }) }));
                return;
            default:
                await context.Response.WriteAsync(Framed("error", new JsonObject { ["code"] = -32601, ["message"] = "no" }));
                return;
        }
    }
}
