using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace ApprovalConsole.Tests.Notices;

/// <summary>A mail server of the test's own: takes what it is handed, or answers as the test says.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<int, string?> _refuses;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _listening;
    private int _handed;

    private MailServer(int port, Func<int, string?> refuses)
    {
        (_listener, _refuses) = (new(IPAddress.Loopback, port), refuses);
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<MimeMessage> Taken { get; } = new();

    public ConcurrentQueue<string> Recipients { get; } = new();

    /// <param name="refuses">The answer to the n-th message, from 1; null: it is taken.</param>
    /// <param name="port">0: any that is free.</param>
    public static MailServer Start(Func<int, string?>? refuses = null, int port = 0) => new(port, refuses ?? (_ => null));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _listening;
        _over.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_over.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(_over.Token) is { } line)
        {
            if (line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase)) Recipients.Enqueue(line);
            if (line.Equals("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("354 go on");
                await writer.WriteLineAsync(await TakeAsync(reader));
            }
            else if (line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase)) await writer.WriteLineAsync("250 test");
            else await writer.WriteLineAsync(line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase) ? "221 bye" : "250 ok");
        }
    }

    private async Task<string> TakeAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_over.Token) is { } line && line != ".") text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        if (_refuses(Interlocked.Increment(ref _handed)) is { } refusal) return refusal;
        Taken.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()))));
        return "250 taken";
    }
}
