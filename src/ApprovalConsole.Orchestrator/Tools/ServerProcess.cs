using System.Diagnostics;
using System.Threading.Channels;
using ApprovalConsole.Orchestrator.Outbound;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>An MCP server as a process of ours that writes one message a line. A line that is longer than any answer can be ends it.</summary>
internal sealed class ServerProcess(string name, ProcessStartInfo start, long mostBytes) : IClientTransport
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ExitsWithin = TimeSpan.FromSeconds(2);

    public string Name => name;

    public async Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default)
    {
        var process = Process.Start(start)!;
        try
        {
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None); // read, so that it never waits for us; what it prints is not repeated
            var output = new Output(process, mostBytes);
            return new Session(await new StreamClientTransport(process.StandardInput.BaseStream, new MarkedHalves(output)).ConnectAsync(cancellationToken), process);
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    /// <summary>With all that it started.</summary>
    private static async Task EndAsync(Process process)
    {
        using (process)
        {
            process.Kill(entireProcessTree: true);
            using var limit = new CancellationTokenSource(EndsWithin);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>How it ended; null where it goes on.</returns>
    private static async Task<ClientTransportClosedException?> EndOfAsync(Process process)
    {
        try
        {
            using var limit = new CancellationTokenSource(ExitsWithin);
            await process.WaitForExitAsync(limit.Token);
            return new(new StdioClientCompletionDetails { ExitCode = process.ExitCode });
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            return null; // it goes on, or it was ours to end
        }
    }

    private sealed class Output(Process process, long most) : BoundedStream(process.StandardOutput.BaseStream, Piece.Line, most, McpBounds.TooLong)
    {
        protected override async Task AtEndAsync()
        {
            if (await EndOfAsync(process) is { } end) throw end;
        }
    }

    private sealed class Session(ITransport inner, Process process) : ITransport
    {
        private int _isOver;

        public string? SessionId => inner.SessionId;

        public ChannelReader<JsonRpcMessage> MessageReader => inner.MessageReader;

        public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
        {
            try
            {
                await inner.SendMessageAsync(message, cancellationToken);
            }
            catch (IOException)
            {
                if (await EndOfAsync(process) is { } end) throw end;
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isOver, 1) != 0) return;
            await EndAsync(process);
            await inner.DisposeAsync();
        }
    }
}
