using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Orchestrator.Receipts;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>The tools of an MCP server. A server that is not there makes its tools unreachable, not the console; a call tries to reach it on the way.</summary>
/// <param name="mostBytes">Of one answer, as it comes over the wire.</param>
internal sealed class McpSource(string name, McpServerSettings settings, OutboundClients clients, ReceiptKey receipts, long mostBytes, ILoggerFactory logs, TimeProvider time) : IToolSource, IAsyncDisposable
{
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromSeconds(2);

    private readonly McpLink _link = new(name, settings, clients, mostBytes, logs.CreateLogger<McpSource>(), time);

    public string Name => name;

    public string? Unreachable => _link.Unreachable;

    public IReadOnlyList<ToolDefinition> Tools => _link.Tools;

    public event Action? Changed
    {
        add => _link.Changed += value;
        remove => _link.Changed -= value;
    }

    public Task StartAsync(CancellationToken ct) => _link.StartAsync(ct);

    public async Task<ToolOutcome> CallAsync(Sending sending, CancellationToken ct) => _link.Secrets.LeftOut(await SendAsync(sending, ct));

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private async Task<ToolOutcome> SendAsync(Sending sending, CancellationToken ct)
    {
        var definition = _link.HashOf(sending.ToolName);
        if (await _link.HeldAsync(sending.Within / 2, ct) is not { } connection)
            return new ToolOutcome.NotExecuted("unreachable", $"The MCP server {name} cannot be reached: {_link.Unreachable ?? "it is being connected"}");
        try
        {
            if (_link.HashOf(sending.ToolName) != definition) return new ToolOutcome.NotExecuted("changed", $"The MCP server {name} came back with another definition of the tool; nothing was sent.");
            var arguments = sending.Arguments.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
            var receipt = new RequestOptions { Meta = new() { [Receipt.MetaKey] = receipts.Sign(sending.Receipt, audience: name, time.GetUtcNow()) } };
            var answer = connection.Client.CallToolAsync(sending.ToolName, arguments, options: receipt, cancellationToken: ct).AsTask();

            // What goes out in the moment in which a process dies may be forgotten by the client: after the connection's end it is not waited for.
            if (await Task.WhenAny(answer, connection.Client.Completion) != answer) return McpResult.Of(await answer.WaitAsync(AfterTheEnd, ct));
            return McpResult.Of(await answer);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return Failed(connection, e);
        }
        finally
        {
            connection.LetGo();
        }
    }

    /// <summary>What is known of a call that did not come back with a result. Over HTTP each is on its own: none takes another along.</summary>
    private ToolOutcome Failed(McpConnection connection, Exception failure)
    {
        switch (failure)
        {
            case McpProtocolException { ErrorCode: McpErrorCode.InvalidRequest or McpErrorCode.MethodNotFound or McpErrorCode.InvalidParams }:
                return new ToolOutcome.NotExecuted("refusedByServer", failure.Message);
            case McpProtocolException:
                return ToolOutcome.Unknown.Saying($"The MCP server {name} answered with an error", failure.Message);
            case HttpRequestException { StatusCode: { } status }:
                return new ToolOutcome.Unknown($"The MCP server {name} answered {(int)status}.");
            case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }:
                _link.GiveUp(connection, _link.Why(failure));
                return new ToolOutcome.NotExecuted("unreachable", $"The MCP server {name} cannot be reached: {_link.Why(failure)}");
            case SessionGoneException:
                _link.GiveUp(connection, _link.Why(failure));
                return new ToolOutcome.Unknown($"The MCP server {name} answered 404: {_link.Why(failure)}.");
            case OperationCanceledException or TimeoutException:
                return new ToolOutcome.Unknown($"The connection to the MCP server {name} was closed before it answered.");
            case IOException or HttpRequestException or McpException:
                if (settings.Url is null) _link.GiveUp(connection, _link.Why(failure));
                else _link.ListSoon(); // to see whether it is still there
                return new ToolOutcome.Unknown($"The MCP server {name} did not answer to the end: {_link.Why(failure)}");
            default:
                return new ToolOutcome.Unknown($"What the MCP server {name} answered cannot be used: {_link.Why(failure)}");
        }
    }
}
