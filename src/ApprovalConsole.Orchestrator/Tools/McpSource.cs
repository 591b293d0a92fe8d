using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>The tools of an MCP server. A server that is not there makes its tools unreachable, not the console.</summary>
internal sealed class McpSource(string name, McpServerSettings settings, ILoggerFactory logs) : IToolSource, IAsyncDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(15);

    private readonly ILogger _log = logs.CreateLogger<McpSource>();
    private readonly SemaphoreSlim _connecting = new(1);
    private McpClient? _client;

    public string Name => name;

    public string? Unreachable { get; private set; } = "not connected yet";

    public IReadOnlyList<ToolDefinition> Tools { get; private set; } = [];

    public event Action? Changed;

    public Task StartAsync(CancellationToken ct) => ConnectAsync(ct);

    public async Task<ToolOutcome> CallAsync(Sending sending, CancellationToken ct)
    {
        if (_client is not { } client && (client = await ConnectAsync(ct)) is null)
            return new ToolOutcome.NotExecuted("unreachable", $"The MCP server {name} cannot be reached: {Unreachable}");
        try
        {
            var arguments = sending.Arguments.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
            return McpResult.Of(await client.CallToolAsync(sending.ToolName, arguments, cancellationToken: ct));
        }
        catch (McpProtocolException e) when (e.ErrorCode is McpErrorCode.InvalidRequest or McpErrorCode.MethodNotFound or McpErrorCode.InvalidParams)
        {
            return new ToolOutcome.NotExecuted("refusedByServer", e.Message);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            await DropAsync(client, e.Message);
            return new ToolOutcome.NotExecuted("unreachable", $"The MCP server {name} cannot be reached: {e.Message}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await DropAsync(client, e.Message);
            return new ToolOutcome.Unknown($"The connection to the MCP server {name} broke off: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { } client) await client.DisposeAsync();
        _connecting.Dispose();
    }

    private async Task<McpClient?> ConnectAsync(CancellationToken ct)
    {
        await _connecting.WaitAsync(ct);
        try
        {
            if (_client is { } connected) return connected;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(ConnectWithin);
            var client = await McpClient.CreateAsync(McpTransport.Of(name, settings, logs), loggerFactory: logs, cancellationToken: limit.Token);
            var tools = await client.ListToolsAsync(cancellationToken: limit.Token);
            Tools = [.. tools.Select(t => DefinitionOf(t.ProtocolTool))];
            (_client, Unreachable) = (client, null);
            _log.LogInformation("MCP server {Server}: {Count} tools.", name, Tools.Count);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Unreachable = e is OperationCanceledException ? $"no answer within {ConnectWithin.TotalSeconds:0} s" : e.Message;
            _log.LogWarning("MCP server {Server} cannot be reached: {Why}", name, Unreachable);
        }
        finally
        {
            _connecting.Release();
        }

        Changed?.Invoke();
        return _client;
    }

    private async Task DropAsync(McpClient client, string why)
    {
        if (Interlocked.CompareExchange(ref _client, null, client) != client) return;
        Unreachable = why;
        Changed?.Invoke();
        try
        {
            await client.DisposeAsync();
        }
        catch (Exception e)
        {
            _log.LogDebug(e, "Closing the connection to {Server}.", name);
        }
    }

    private ToolDefinition DefinitionOf(ModelContextProtocol.Protocol.Tool tool) => new(
        name, tool.Name, tool.Description ?? "", tool.InputSchema, tool.OutputSchema,
        tool.Annotations is { } annotations ? JsonSerializer.SerializeToElement(annotations, McpJsonUtilities.DefaultOptions) : null);
}
