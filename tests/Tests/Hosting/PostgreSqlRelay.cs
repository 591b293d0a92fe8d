using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>Stands between a console and its server, and counts how often somebody waits for an answer: a sync, or a query that is not sent along with what follows it.</summary>
internal sealed class PostgreSqlRelay : IDisposable
{
    private const string SocketName = ".s.PGSQL.5432";
    private const int Protocol = 3 << 16;
    private static readonly string[] GoAlong = ["BEGIN", "SAVEPOINT"];

    private readonly TempFolder _folder = new();
    private readonly Socket _door = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _server;
    private long _waits;

    /// <param name="connectionString">Of the server, on a socket in a folder.</param>
    public PostgreSqlRelay(string connectionString)
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        _server = Path.Combine(settings.Host!, SocketName);
        settings.Host = _folder.Path;
        ConnectionString = settings.ConnectionString;
        _door.Bind(new UnixDomainSocketEndPoint(_folder[SocketName]));
        _door.Listen();
        _ = Task.Run(AcceptAsync);
    }

    public string ConnectionString { get; }

    /// <summary>So far, on all connections.</summary>
    public long Waits => Interlocked.Read(ref _waits);

    public void Dispose()
    {
        _door.Dispose();
        _folder.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _door.AcceptAsync();
                var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await server.ConnectAsync(new UnixDomainSocketEndPoint(_server));
                var (asks, answers) = (new NetworkStream(client, ownsSocket: true), new NetworkStream(server, ownsSocket: true));
                _ = Task.Run(() => AnswerAsync(answers, asks));
                _ = Task.Run(() => AskAsync(asks, answers));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(Stream server, Stream client)
    {
        await using var _ = client;
        try
        {
            await server.CopyToAsync(client);
        }
        catch (IOException)
        {
            // The console has gone.
        }
    }

    /// <summary>A message is a letter and a length; those before a connection has begun have no letter.</summary>
    private async Task AskAsync(Stream client, Stream server)
    {
        await using var _ = server;
        try
        {
            for (var hasLetter = false; ;)
            {
                var head = new byte[hasLetter ? 5 : 4];
                await client.ReadExactlyAsync(head);
                var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(head.Length - 4)) - 4];
                await client.ReadExactlyAsync(body);
                if (!hasLetter) hasLetter = BinaryPrimitives.ReadInt32BigEndian(body) == Protocol;
                else if (head[0] == 'S' || (head[0] == 'Q' && !Array.Exists(GoAlong, Encoding.UTF8.GetString(body).StartsWith))) Interlocked.Increment(ref _waits);
                await server.WriteAsync(head);
                await server.WriteAsync(body);
            }
        }
        catch (IOException)
        {
            // Likewise.
        }
    }
}
