using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Tests.Receipts;

/// <summary>A tool server that lets in what passed the gate, and nothing else, by the verifiers that the docs hand out.</summary>
public sealed class ReceiptTests : IAsyncLifetime
{
    private const string Odd = "Größe \"7\" \\ \u0001 😀 \u2028";

    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<(string Tool, JsonElement Arguments, string? Receipt)> _shown = new();
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private ConsoleProcess _console = null!;
    private JsonElement _keys;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(TestTools.Echo("look"), TestTools.Echo("write"),
            new("find", """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}""", (_, _) => Task.FromResult(TestTools.Text("""{"found":true}"""))));
        _tools.Guard = call =>
        {
            var (arguments, receipt) = (JsonSerializer.SerializeToElement(call.Arguments), call.Meta?["approvalconsole.dev/receipt"]?.GetValue<string>());
            _shown.Enqueue((call.Name, arguments, receipt));
            try
            {
                ReceiptCheck.Check(receipt!, _keys, "box", call.Name, arguments);
            }
            catch (Exception e)
            {
                throw new McpProtocolException(e.Message, McpErrorCode.InvalidRequest);
            }
        };
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).McpServer("box", _tools.Url).Agent("clerk", ["box.*"])
            .Tool("box.look", "ReadOnly").Tool("box.find", "ReadOnly").Tool("box.write", "Irreversible", new JsonObject
            {
                ["Checks"] = new JsonArray(new JsonObject
                {
                    ["Argument"] = "/text", ["Exists"] = new JsonObject { ["Tool"] = "box.find", ["Arguments"] = new JsonObject { ["text"] = "{/text}" } },
                }),
            });
        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        _keys = (await _console.Anyone.GetAsync("/.well-known/approvalconsole-receipts")).Must(200);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_passed_the_gate_is_let_in_and_the_receipt_says_how_it_came_to_be()
    {
        var (run, decision) = await ReadAndWriteAsync();
        var read = Claims(_shown.First(s => s.Tool == "look"));
        Assert.Equal(("policy", "ReadOnly", "kim", "box.look", $"{run}.1.1.x1"), (read.Text("decision"), read.Text("reversibility"), read.Text("principal"), read.Text("tool"), read.Text("executionId")));
        var write = Claims(_shown.Single(s => s.Tool == "write"));
        Assert.Equal(("person", "Irreversible"), (write.Text("decision"), write.Text("reversibility")));
        Assert.Equal([decision], write.GetProperty("decisionIds").EnumerateArray().Select(d => d.GetString()));
        Assert.StartsWith(run, write.Text("proposalId"), StringComparison.Ordinal);
        Assert.True(write.GetProperty("exp").GetInt64() - write.GetProperty("iat").GetInt64() == 300);
        Assert.Contains(_shown.Where(s => s.Tool == "find").Select(Claims), c => c.Text("decision") == "lookUp" && c.Text("principal") == "kim");
    }

    [Fact]
    public async Task What_did_not_pass_it_is_refused_without_a_receipt_with_a_used_one_and_with_one_for_something_else()
    {
        await ReadAndWriteAsync();
        var arrived = _tools.Calls.Count;
        var (_, arguments, used) = _shown.Single(s => s.Tool == "write");
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = _tools.Url, TransportMode = HttpTransportMode.StreamableHttp }), cancellationToken: TestContext.Current.CancellationToken);
        await RefusedAsync(null, "write", arguments);
        await RefusedAsync("a.b.c", "write", arguments);
        Assert.Contains("seen before", await RefusedAsync(used, "write", arguments), StringComparison.Ordinal);
        Assert.Contains("other arguments", await RefusedAsync(used, "write", JsonElement.Parse("""{"text":"other"}""")), StringComparison.Ordinal);
        Assert.Contains("another tool", await RefusedAsync(used, "look", arguments), StringComparison.Ordinal);
        var parts = used!.Split('.');
        Assert.Contains("not signed", await RefusedAsync($"{parts[0]}.{Flipped(parts[1])}.{parts[2]}", "write", arguments), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ReceiptCheck.Check(used, _keys, "other", "write", arguments));
        Assert.Equal(arrived, _tools.Calls.Count);

        async Task<string> RefusedAsync(string? receipt, string tool, JsonElement with)
        {
            var meta = receipt is null ? null : new JsonObject { ["approvalconsole.dev/receipt"] = receipt };
            return (await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync(
                tool, with.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value), options: new() { Meta = meta }, cancellationToken: TestContext.Current.CancellationToken))).Message;
        }
    }

    [Fact]
    public async Task The_verifier_in_typescript_says_the_same()
    {
        await ReadAndWriteAsync();
        var (_, arguments, receipt) = _shown.Single(s => s.Tool == "write");
        File.Copy(Path.Combine(Built.Root, "docs", "receipts", "receipt.ts"), _folder["receipt.mjs"]);
        var script = _folder.Write("try.mjs", $$"""
            import { check } from "./receipt.mjs";
            const [receipt, keys, args] = [{{JsonSerializer.Serialize(receipt)}}, {{_keys.GetRawText()}}, {{arguments.GetRawText()}}];
            const tried = (...with_) => { try { return check(...with_).decision; } catch (e) { return e.message; } };
            console.log(JSON.stringify([
              tried(receipt, keys, "other", "write", args), tried(receipt, keys, "box", "look", args), tried(receipt, keys, "box", "write", { ...args, text: "other" }),
              tried(receipt.replace(/\..*\./, "." + Buffer.from("{}").toString("base64url") + "."), keys, "box", "write", args),
              tried(receipt, keys, "box", "write", args), tried(receipt, keys, "box", "write", args)]));
            """);
        using var node = Process.Start(new ProcessStartInfo("node", [script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        Assert.Equal(
            ["The receipt is for somebody else.", "The receipt is for another tool.", "The receipt is for other arguments.", "The receipt is not signed by the console.", "person", "The receipt is seen before."],
            JsonSerializer.Deserialize<string[]>(await said)!);
    }

    [Fact]
    public void The_key_is_kept_where_only_the_console_can_read_it()
    {
        var key = Path.Combine(_folder.Path, "keys", "receipt.key");
        Assert.True(File.Exists(key));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    private async Task<(string Run, string Decision)> ReadAndWriteAsync()
    {
        var arguments = new JsonObject { ["text"] = Odd, ["amount"] = 7 }.ToJsonString();
        var input = _model.On("read and write", a => a.Turn switch
        {
            0 => Reply.Calls(("look", """{"text":"first"}""")),
            1 => Reply.Calls(("write", arguments)),
            _ => Reply.Says(a.LastToolAnswer),
        });
        var run = await _console.Sam.StartRunAsync("clerk", input);
        var decision = $"d-{Guid.NewGuid():N}";
        (await _console.Rita.ApproveAsync(await _console.Rita.ProposalOfAsync(run), decision)).Must(200);
        Assert.Contains("done", (await _console.Sam.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
        return (run, decision);
    }

    private static JsonElement Claims((string Tool, JsonElement Arguments, string? Receipt) shown) =>
        JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(shown.Receipt!.Split('.')[1]));

    private static string Flipped(string part) => $"{(part[0] == 'a' ? 'b' : 'a')}{part[1..]}";
}
