using System.Text;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using ApprovalConsole.Tests.Outbound;
using Microsoft.AspNetCore.Http;

namespace ApprovalConsole.Tests.Wire;

/// <summary>A known secret in every place where one can be set, a run that uses them all, and then a search for them.</summary>
public sealed class SecretTests : IAsyncLifetime
{
    private static readonly string[] Secrets = ["s3cret-model-key", "s3cret-mcp-header", "s3cret-mcp-env", "s3cret-user-key", "s3cret-dead-header", "s3cret-telltale-env", "s3cret-echoed-header"];

    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private Listener _echoing = null!;
    private ConsoleProcess _console = null!;
    private Caller _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(TestTools.Echo("look"), TestTools.Echo("write"));
        _echoing = await Listener.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync($"no such key: {context.Request.Headers["X-Key"]}");
        });
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).Agent("clerk", ["box.*", "wild.*"])
            .With("McpServers", "box", new() { ["Url"] = _tools.Url.ToString(), ["Headers"] = new JsonObject { ["Authorization"] = "Bearer s3cret-mcp-header" } })
            .With("McpServers", "dead", new() { ["Url"] = "http://127.0.0.1:9/mcp", ["Headers"] = new JsonObject { ["X-Key"] = "s3cret-dead-header" } })
            .With("McpServers", "telltale", new()
            {
                ["Command"] = "node", ["Args"] = new JsonArray("-e", "console.error('starting with', process.env.KEY); process.exit(3)"), ["RunAsConsole"] = true,
                ["Env"] = new JsonObject { ["KEY"] = "s3cret-telltale-env" },
            })
            .With("McpServers", "echoing", new() { ["Url"] = $"http://127.0.0.1:{_echoing.Port}/mcp", ["Headers"] = new JsonObject { ["X-Key"] = "s3cret-echoed-header" } })
            .With("McpServers", "wild", new()
            {
                ["Command"] = "node", ["Args"] = new JsonArray(NpmServers.Unruly, _folder["calls.log"]), ["RunAsConsole"] = true, ["Env"] = new JsonObject { ["KEY"] = "s3cret-mcp-env" },
            })
            .Tool("box.look", "ReadOnly").Tool("box.write", "Irreversible").Tool("wild.read_and_die", "ReadOnly").Tool("wild.pid", "ReadOnly");
        settings.Root["Models"]!["strong"]!["ApiKey"] = "s3cret-model-key";
        settings.Root["Logging"] = new JsonObject { ["LogLevel"] = new JsonObject { ["Default"] = "Trace", ["Microsoft"] = "Trace", ["System"] = "Trace", ["ModelContextProtocol"] = "Trace", ["Microsoft.AspNetCore.DataProtection"] = "Trace" } };
        settings.Root["Authentication"]!["Local"]!["Users"]!.AsArray().Add(new JsonObject
        {
            ["Name"] = "root", ["Roles"] = new JsonArray("Reviewer", "Support", "Admin", "Operator"), ["ApiKey"] = "s3cret-user-key",
        });
        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        var http = new HttpClient { BaseAddress = _console.Address, Timeout = Patience.Cap };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "s3cret-user-key");
        _admin = new(http);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _console.DisposeAsync();
        await _tools.DisposeAsync();
        await _echoing.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task No_secret_of_the_settings_is_in_a_log_an_answer_a_page_or_the_database()
    {
        var runs = new List<string>();
        var input = _model.On("all of it", a => a.Turn switch
        {
            0 => Reply.Calls(("look", """{"text":"x"}"""), ("pid", """{"text":"x"}"""), ("read_and_die", """{"text":"x"}""")),
            1 => Reply.Calls(("write", """{"text":"y"}""")),
            _ => Reply.Says("done"),
        });
        runs.Add(await _admin.StartRunAsync("clerk", input));
        (await _console.Rita.ApproveAsync(await _console.Rita.ProposalOfAsync(runs[0]))).Must(200);
        await _admin.UntilAsync(runs[0], "Completed");
        Assert.Equal("Bearer s3cret-model-key", _model.RequestsFor(input)[0].Authorization); // it was really used
        runs.Add(await _admin.StartRunAsync("clerk", _model.On("refused", Reply.Status(401, body: """{"error":{"message":"bad key s3cret-model-key"}}"""))));
        await _admin.UntilAsync(runs[1], "Failed");

        var sources = (await _admin.GetAsync("/api/tools")).Must(200).GetProperty("sources").EnumerateArray().ToDictionary(s => s.Text("name"), s => s.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
        Assert.Equal(("it ended with exit code 3", "it answered 401"), (sources["telltale"], sources["echoing"]));
        Assert.True(_echoing.Hits > 0); // it heard the secret

        var found = new List<string>();
        string[] paths =
        [
            "/api/runs", .. runs.Select(r => $"/api/runs/{r}"), .. runs.Select(r => $"/api/runs/{r}/events"), "/api/proposals", "/api/tools", "/api/tools/box.write", "/api/tools/box.write/policy/versions", "/api/agents",
            "/openapi/v1.json", "/.well-known/approvalconsole-receipts", "/health/ready", "/", "/inbox", "/runs", $"/runs/{runs[0]}", $"/runs/{runs[1]}", "/runs/new", "/tools", "/tools/box.write", "/agents", "/sign-in", "/nothing",
        ];
        foreach (var path in paths)
        {
            var answer = await _admin.GetAsync(path);
            Assert.True(answer.Status is 200 or 404, $"{path}: {answer.Status}");
            Search(path, answer.Text + string.Concat(answer.Headers.Values));
        }

        Search("the log", _console.Output);
        Assert.True(_console.Output.Length > 10_000, "The log was not at its most talkative.");
        foreach (var file in Directory.GetFiles(_folder.Path, "console.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))) Search(file, Encoding.Latin1.GetString(await ReadAsync(file)));
        Assert.Empty(found);

        void Search(string where, string text) => found.AddRange(Secrets.Where(s => text.Contains(s, StringComparison.Ordinal)).Select(s => $"{s} in {where}"));
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }
}
