using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Receipts;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>The tools of an MCP server. A server that is not there makes its tools unreachable, not the console; it is called again until it is.</summary>
internal sealed class McpSource(string name, McpServerSettings settings, OutboundClients clients, ReceiptKey receipts, ILoggerFactory logs, TimeProvider time) : IToolSource, IAsyncDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ILogger _log = logs.CreateLogger<McpSource>();
    private readonly SemaphoreSlim _connecting = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private int _isReconnecting;
    private string? _home;
    private McpClient? _client;

    public string Name => name;

    public string? Unreachable { get; private set; } = "not connected yet";

    public IReadOnlyList<ToolDefinition> Tools { get; private set; } = [];

    public event Action? Changed;

    public async Task StartAsync(CancellationToken ct)
    {
        if (await ConnectAsync(ct) is null) Reconnect();
    }

    public async Task<ToolOutcome> CallAsync(Sending sending, CancellationToken ct) => Secrets.LeftOut(await SendAsync(sending, ct));

    private ServerSecrets Secrets => ServerSecrets.Of(settings, $"{McpServerSettings.Section}:{name}");

    private async Task<ToolOutcome> SendAsync(Sending sending, CancellationToken ct)
    {
        if (_client is not { } client && (client = await ConnectAsync(ct)) is null)
            return new ToolOutcome.NotExecuted("unreachable", $"The MCP server {name} cannot be reached: {Unreachable}");
        try
        {
            var arguments = sending.Arguments.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
            var receipt = new RequestOptions { Meta = new() { [Receipt.MetaKey] = receipts.Sign(sending.Receipt, audience: name, time.GetUtcNow()) } };
            return McpResult.Of(await client.CallToolAsync(sending.ToolName, arguments, options: receipt, cancellationToken: ct));
        }
        catch (McpProtocolException e) when (e.ErrorCode is McpErrorCode.InvalidRequest or McpErrorCode.MethodNotFound or McpErrorCode.InvalidParams)
        {
            return new ToolOutcome.NotExecuted("refusedByServer", e.Message);
        }
        catch (McpException e)
        {
            return ToolOutcome.Unknown.Saying($"The MCP server {name} answered with an error", e.Message); // it answered, so the connection is good
        }
        catch (HttpRequestException e) when (e.StatusCode is { } status and not System.Net.HttpStatusCode.NotFound)
        {
            return new ToolOutcome.Unknown($"The MCP server {name} answered {(int)status}.");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            await DropAsync(client, Why(e));
            return new ToolOutcome.NotExecuted("unreachable", $"The MCP server {name} cannot be reached: {Why(e)}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (e is not HttpRequestException { StatusCode: not null } && await AnswersAsync(client)) return new ToolOutcome.Unknown($"What the MCP server {name} answered cannot be used: {Why(e)}");
            await DropAsync(client, Why(e));
            return new ToolOutcome.Unknown($"The connection to the MCP server {name} broke off: {Why(e)}");
        }
    }

    /// <summary>One odd answer is no reason to give up a connection that others use.</summary>
    private async Task<bool> AnswersAsync(McpClient client)
    {
        if (client.Completion.IsCompleted) return false;
        using var limit = new CancellationTokenSource(AnswersWithin, time);
        try
        {
            await client.PingAsync(cancellationToken: limit.Token);
            return true;
        }
        catch (McpException)
        {
            return true; // a no is an answer
        }
        catch (Exception)
        {
            return false; // whatever it is
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (Interlocked.Exchange(ref _client, null) is { } client) await client.DisposeAsync();
        try
        {
            if (_home is not null) Directory.Delete(_home, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.LogDebug(e, "The folder of {Server} is left behind.", name);
        }
    }

    private string Home() => settings.Command is null ? "" : _home ??= Directory.CreateTempSubdirectory($"approvalconsole-{name}-").FullName;

    private async Task<McpClient?> ConnectAsync(CancellationToken ct)
    {
        await _connecting.WaitAsync(ct);
        try
        {
            if (_client is { } connected) return connected;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(ConnectWithin);
            var client = await McpClient.CreateAsync(McpTransport.Of(name, settings, clients, Home()), cancellationToken: limit.Token); // its own log would repeat what the server prints
            client.RegisterNotificationHandler(NotificationMethods.ToolListChangedNotification, (_, _) => ListAgain(client));
            Tools = await ListAsync(client, limit.Token);
            (_client, Unreachable) = (client, null);
            _ = WatchAsync(client);
            _ = client.Completion.ContinueWith(done => DropAsync(client, McpFailure.InWords(done.Result)), TaskScheduler.Default);
            _log.LogInformation("MCP server {Server}: {Count} tools.", name, Tools.Count);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Unreachable = e is OperationCanceledException ? $"no answer within {ConnectWithin.TotalSeconds:0} s" : Why(e);
            _log.LogWarning("MCP server {Server} cannot be reached: {Why}", name, Unreachable);
        }
        finally
        {
            _connecting.Release();
        }

        Changed?.Invoke();
        return _client;
    }

    private async Task<IReadOnlyList<ToolDefinition>> ListAsync(McpClient client, CancellationToken ct) =>
        [.. (await client.ListToolsAsync(cancellationToken: ct)).Select(t => DefinitionOf(t.ProtocolTool))];

    // Not in the handler itself: the answer to the listing comes by the way that waits for the handler.
    /// <summary>Not every server says when its tools change, and one behind an address can be replaced unseen: it is asked now and then.</summary>
    private async Task WatchAsync(McpClient client)
    {
        using var timer = new PeriodicTimer(settings.ListEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token) && _client == client) await ListAgainAsync(client);
        }
        catch (OperationCanceledException)
        {
            // The console stops.
        }
    }

    private ValueTask ListAgain(McpClient client)
    {
        _ = Task.Run(() => ListAgainAsync(client));
        return ValueTask.CompletedTask;
    }

    /// <summary>What the server offers now.</summary>
    private async Task ListAgainAsync(McpClient client)
    {
        try
        {
            await _connecting.WaitAsync(_stopping.Token);
            try
            {
                if (_client != client) return;
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
                limit.CancelAfter(ConnectWithin);
                var listed = await ListAsync(client, limit.Token);
                if (listed.Select(t => (t.Id, t.Hash)).SequenceEqual(Tools.Select(t => (t.Id, t.Hash)))) return;
                Tools = listed;
                _log.LogInformation("MCP server {Server} has other tools now: {Count}.", name, Tools.Count);
            }
            finally
            {
                _connecting.Release();
            }

            Changed?.Invoke();
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            // No reason to break off a call that may be under way: a connection that is gone shows by itself.
            _log.LogWarning("MCP server {Server}: its tools could not be listed again: {Why}", name, Why(e));
        }
        catch (OperationCanceledException)
        {
            // The console stops.
        }
    }

    private async Task DropAsync(McpClient client, string why)
    {
        if (Interlocked.CompareExchange(ref _client, null, client) != client) return;
        Unreachable = why;
        _log.LogWarning("MCP server {Server} is gone: {Why}", name, why);
        Changed?.Invoke();
        Reconnect();
        try
        {
            await client.DisposeAsync();
        }
        catch (Exception e)
        {
            _log.LogDebug(e, "Closing the connection to {Server}.", name);
        }
    }

    /// <summary>In the background, with longer and longer pauses, one at a time.</summary>
    private void Reconnect()
    {
        if (Interlocked.Exchange(ref _isReconnecting, 1) == 0) _ = Task.Run(ReconnectAsync);
    }

    private async Task ReconnectAsync()
    {
        try
        {
            for (var pause = TimeSpan.FromSeconds(1); _client is null; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                await Task.Delay(pause, time, _stopping.Token);
                await ConnectAsync(_stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The console stops.
        }
        finally
        {
            Interlocked.Exchange(ref _isReconnecting, 0);
        }

        if (_client is null && !_stopping.IsCancellationRequested) Reconnect(); // gone again in the very moment
    }

    private string Why(Exception e) => McpFailure.InWords(e, settings.Command);

    private ToolDefinition DefinitionOf(ModelContextProtocol.Protocol.Tool tool) => Secrets.LeftOut(new ToolDefinition(
        name, tool.Name, tool.Description ?? "", tool.InputSchema, tool.OutputSchema,
        tool.Annotations is { } annotations ? JsonSerializer.SerializeToElement(annotations, McpJsonUtilities.DefaultOptions) : null));
}
