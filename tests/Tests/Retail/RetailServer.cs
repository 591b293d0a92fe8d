using System.Collections.Concurrent;
using System.Text.Json;
using ApprovalConsole.Tests.Mcp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Tests.Retail;

/// <summary>The shop as an MCP server over streamable HTTP, with the published names, descriptions and schemas.</summary>
internal sealed class RetailServer : IAsyncDisposable
{
    private readonly RetailFiles _files;
    private readonly WebApplication _app;
    private readonly Lock _lock = new();

    private RetailServer(RetailFiles files)
    {
        (_files, Shop) = (files, Shop.Open(files));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMcpServer(o => o.ServerInfo = new() { Name = "retail", Version = "1" }).WithHttpTransport()
            .WithListToolsHandler((_, _) => ValueTask.FromResult(new ListToolsResult
            {
                Tools = [.. files.Tools.Select(t => new Tool { Name = t.Name, Description = t.Description, InputSchema = t.Parameters })],
            }))
            .WithCallToolHandler((request, _) => ValueTask.FromResult(Call(request.Params!.Name, JsonSerializer.SerializeToElement(request.Params.Arguments))));
        _app = builder.Build();
        _app.MapMcp("/mcp");
    }

    public Uri Url { get; private set; } = null!;

    public Shop Shop { get; private set; }

    /// <summary>Everything that arrived over the wire since the last reset, the console's own look-ups included.</summary>
    public ConcurrentQueue<Arrived> Calls { get; } = new();

    public static async Task<RetailServer> StartAsync(RetailFiles files)
    {
        var server = new RetailServer(files);
        await server._app.StartAsync();
        server.Url = new($"{server._app.Urls.First()}/mcp");
        return server;
    }

    /// <summary>A shop in which nothing has happened yet.</summary>
    public void Reset()
    {
        var fresh = Shop.Open(_files);
        lock (_lock) Shop = fresh;
        Calls.Clear();
    }

    /// <summary>Does a right call in the shop itself, past the wire.</summary>
    /// <returns>The error; null where it succeeded.</returns>
    public string? Play(RetailAction action)
    {
        try
        {
            lock (_lock) Shop.Call(action.Tool, action.Arguments);
            return null;
        }
        catch (ShopRefusedException e)
        {
            return e.Message;
        }
    }

    private CallToolResult Call(string tool, JsonElement arguments)
    {
        Calls.Enqueue(new(tool, arguments));
        try
        {
            lock (_lock) return TestTools.Text(Shop.Call(tool, arguments));
        }
        catch (ShopRefusedException e)
        {
            return new() { IsError = true, Content = [new TextContentBlock { Text = e.Message }] };
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
