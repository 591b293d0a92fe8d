using System.Net;
using System.Text.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>The way to an MCP server: one connection at a time that calls share, made anew when it is gone, and what the server offers.</summary>
internal sealed class McpLink(string name, McpServerSettings settings, OutboundClients clients, long mostBytes, ILogger log, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _listing = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private int _isReconnecting;
    private int _isListingWanted;
    private string? _home;
    private Task<McpConnection?> _connecting = Task.FromResult<McpConnection?>(null);
    private volatile McpConnection? _connection;

    /// <inheritdoc cref="IToolSource.Unreachable"/>
    public string? Unreachable { get; private set; } = "not connected yet";

    /// <inheritdoc cref="IToolSource.Tools"/>
    public IReadOnlyList<ToolDefinition> Tools { get; private set; } = [];

    public ServerSecrets Secrets => ServerSecrets.Of(settings, $"{McpServerSettings.Section}:{name}");

    /// <inheritdoc cref="IToolSource.Changed"/>
    public event Action? Changed;

    public async Task StartAsync(CancellationToken ct)
    {
        if (await ConnectedAsync().WaitAsync(ct) is null) Reconnect();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        McpConnection? connection;
        lock (_lock) (connection, _connection) = (_connection, null);
        if (connection is not null) await connection.CloseAsync();
        try
        {
            if (_home is not null) Directory.Delete(_home, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogDebug(e, "The folder of {Server} is left behind.", name);
        }
    }

    private string Home() => settings.Command is null ? "" : _home ??= Directory.CreateTempSubdirectory($"approvalconsole-{name}-").FullName;

    /// <summary>Which definition of a tool was seen last; null: none.</summary>
    public string? HashOf(string tool) => Tools.FirstOrDefault(t => t.Name == tool)?.Hash;

    /// <summary>The connection, held for a call; one that is not there is made on the way.</summary>
    /// <returns>Null where there is none in time: nothing was sent then.</returns>
    public async Task<McpConnection?> HeldAsync(TimeSpan within, CancellationToken ct)
    {
        if (_connection is { } there && there.TryHold()) return there;
        try
        {
            return await ConnectedAsync().WaitAsync(within < LongestWait ? within : LongestWait, time, ct) is { } made && made.TryHold() ? made : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>One attempt for all who wait.</summary>
    private Task<McpConnection?> ConnectedAsync()
    {
        lock (_lock) return _connection is { } connected ? Task.FromResult<McpConnection?>(connected) : _connecting.IsCompleted ? _connecting = Task.Run(ConnectAsync) : _connecting;
    }

    private async Task<McpConnection?> ConnectAsync()
    {
        McpConnection? made = null;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            limit.CancelAfter(ConnectWithin);
            var client = await McpClient.CreateAsync(McpTransport.Of(name, settings, clients, Home(), mostBytes), cancellationToken: limit.Token); // its own log would repeat what the server prints
            var connection = made = new(client, e => log.LogDebug(e, "Closing the connection to {Server}.", name));
            client.RegisterNotificationHandler(NotificationMethods.ToolListChangedNotification, (_, _) =>
            {
                ListSoon();
                return ValueTask.CompletedTask;
            });
            var tools = await ListAsync(client, limit.Token);
            lock (_lock)
            {
                limit.Token.ThrowIfCancellationRequested();
                (Tools, Unreachable, _connection) = (tools, null, connection);
            }

            _ = WatchAsync(connection);
            _ = client.Completion.ContinueWith(done => GiveUp(connection, McpFailure.InWords(done.Result)), TaskScheduler.Default);
            log.LogInformation("MCP server {Server}: {Count} tools.", name, tools.Count);
        }
        catch (Exception e)
        {
            made?.GiveUp();
            if (_stopping.IsCancellationRequested) return null;
            Unreachable = e is OperationCanceledException ? $"no answer within {ConnectWithin.TotalSeconds:0} s" : Why(e);
            log.LogWarning("MCP server {Server} cannot be reached: {Why}", name, Unreachable);
        }

        Changed?.Invoke();
        return _connection;
    }

    private async Task<IReadOnlyList<ToolDefinition>> ListAsync(McpClient client, CancellationToken ct) =>
        [.. (await client.ListToolsAsync(cancellationToken: ct)).Select(t => DefinitionOf(t.ProtocolTool))];

    /// <summary>Not every server says when its tools change, and one behind an address can be replaced unseen: it is asked now and then.</summary>
    private async Task WatchAsync(McpConnection connection)
    {
        using var timer = new PeriodicTimer(settings.ListEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token) && _connection == connection) await ListAgainAsync();
        }
        catch (OperationCanceledException)
        {
            // The console stops.
        }
    }

    /// <summary>Not at once: the answer to a listing comes by the way that may be waiting for who asks.</summary>
    public void ListSoon() => _ = Task.Run(ListAgainAsync);

    /// <summary>What the server offers now. However often that is wanted, one listing is under way and one waits.</summary>
    private async Task ListAgainAsync()
    {
        if (Interlocked.Exchange(ref _isListingWanted, 1) != 0) return;
        McpConnection? connection = null;
        try
        {
            await _listing.WaitAsync(_stopping.Token);
            try
            {
                Interlocked.Exchange(ref _isListingWanted, 0);
                if ((connection = _connection) is null) return;
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
                limit.CancelAfter(ConnectWithin);
                var listed = await ListAsync(connection.Client, limit.Token);
                lock (_lock)
                {
                    if (_connection != connection || listed.Select(t => (t.Id, t.Hash)).SequenceEqual(Tools.Select(t => (t.Id, t.Hash)))) return;
                    Tools = listed;
                }

                log.LogInformation("MCP server {Server} has other tools now: {Count}.", name, listed.Count);
            }
            finally
            {
                _listing.Release();
            }

            Changed?.Invoke();
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            log.LogWarning("MCP server {Server}: its tools could not be listed again: {Why}", name, Why(e));
            if (connection is not null && IsGone(e)) GiveUp(connection, Why(e));
        }
        catch (OperationCanceledException)
        {
            // The console stops.
        }
    }

    /// <summary>Over HTTP a session can be gone while nothing breaks off. Not every server says so with a 404.</summary>
    private static bool IsGone(Exception e) => e is SessionGoneException or HttpRequestException { StatusCode: null or (>= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError) };

    /// <summary>The next call, or the next attempt, makes another connection. What is out on this one stays out.</summary>
    public void GiveUp(McpConnection connection, string why)
    {
        lock (_lock)
        {
            if (_connection != connection) return;
            (_connection, Unreachable) = (null, why);
        }

        log.LogWarning("MCP server {Server} is gone: {Why}", name, why);
        Changed?.Invoke();
        Reconnect();
        connection.GiveUp();
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
            for (var pause = TimeSpan.FromSeconds(1); _connection is null; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                await Task.Delay(pause, time, _stopping.Token);
                await ConnectedAsync();
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

        if (_connection is null && !_stopping.IsCancellationRequested) Reconnect(); // gone again in the very moment
    }

    public string Why(Exception e) => McpFailure.InWords(e, settings.Command);

    private ToolDefinition DefinitionOf(ModelContextProtocol.Protocol.Tool tool) => Secrets.LeftOut(new ToolDefinition(
        name, tool.Name, tool.Description ?? "", tool.InputSchema, tool.OutputSchema,
        tool.Annotations is { } annotations ? JsonSerializer.SerializeToElement(annotations, McpJsonUtilities.DefaultOptions) : null));
}
