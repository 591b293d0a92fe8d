using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>A tool of the test's own: its schema as text, and what it does.</summary>
internal sealed record TestTool(string Name, string Schema, Func<JsonElement, CancellationToken, Task<CallToolResult>> CallAsync)
{
    /// <summary>What it declares to answer, as text; null: nothing.</summary>
    public string? OutputSchema { get; init; }
}

/// <summary>One call that really arrived.</summary>
internal sealed record Arrived(string Tool, JsonElement Arguments);

/// <summary>An MCP server over streamable HTTP in this process. It counts what really arrives.</summary>
internal sealed class ToolServer : IAsyncDisposable
{
    private IReadOnlyList<TestTool> _tools;
    private WebApplication _app;

    private ToolServer(WebApplication app, IReadOnlyList<TestTool> tools) => (_app, _tools) = (app, tools);

    public Uri Url { get; private set; } = null!;

    /// <summary>Looks at each call before it is let in; throws where it is not.</summary>
    public Action<CallToolRequestParams>? Guard { get; set; }

    public ConcurrentQueue<Arrived> Calls { get; } = new();

    public int CallsWith(string text) => Calls.Count(c => c.Arguments.GetRawText().Contains(text, StringComparison.Ordinal));

    public static async Task<ToolServer> StartAsync(params TestTool[] tools)
    {
        var server = new ToolServer(null!, tools);
        await server.ListenAsync("http://127.0.0.1:0");
        return server;
    }

    /// <summary>Offers these from now on, and tells nobody.</summary>
    public void Offer(params TestTool[] tools) => _tools = tools;

    /// <summary>Gone, as if it had been killed: open calls break off.</summary>
    public async Task StopAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    /// <summary>Back at the same address.</summary>
    public Task StartAgainAsync() => ListenAsync($"http://{Url.Authority}");

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task ListenAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddMcpServer(o => o.ServerInfo = new() { Name = "test-tools", Version = "1" }).WithHttpTransport()
            .WithListToolsHandler((_, _) => ValueTask.FromResult(new ListToolsResult
            {
                Tools = [.. _tools.Select(t => new Tool { Name = t.Name, Description = $"The test's {t.Name}.", InputSchema = JsonElement.Parse(t.Schema), OutputSchema = t.OutputSchema is { } output ? JsonElement.Parse(output) : null })],
            }))
            .WithCallToolHandler(async (request, ct) =>
            {
                Guard?.Invoke(request.Params!);
                var arguments = JsonSerializer.SerializeToElement(request.Params!.Arguments);
                Calls.Enqueue(new(request.Params.Name, arguments));
                return await _tools.First(t => t.Name == request.Params.Name).CallAsync(arguments, ct);
            });
        _app = builder.Build();
        _app.MapMcp("/mcp");
        await _app.StartAsync();
        Url = new($"{_app.Urls.First()}/mcp");
    }
}

/// <summary>Tools that tests need again and again.</summary>
internal static class TestTools
{
    private const string OneText = """{"type":"object","properties":{"text":{"type":"string","maxLength":40},"amount":{"type":"integer","minimum":1,"maximum":500}},"required":["text"],"additionalProperties":false}""";

    /// <summary>Echoes its text at once.</summary>
    public static TestTool Echo(string name) => new(name, OneText, (arguments, _) => Task.FromResult(Text($"done: {arguments.GetProperty("text").GetString()}")));

    /// <summary>Answers when the task is done, or breaks off with the connection.</summary>
    public static TestTool Waits(string name, Func<JsonElement, Task> until) => new(name, OneText, async (arguments, ct) =>
    {
        await until(arguments).WaitAsync(ct);
        return Text($"done: {arguments.GetProperty("text").GetString()}");
    });

    /// <summary>Answers the same JSON whatever it is asked.</summary>
    public static TestTool Answers(string name, string json) => new(name, OneText, (_, _) => Task.FromResult(Text(json)));

    public static TestTool Fails(string name) => new(name, OneText, (_, _) =>
        Task.FromResult(new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = "the tool says no" }] }));

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };
}
