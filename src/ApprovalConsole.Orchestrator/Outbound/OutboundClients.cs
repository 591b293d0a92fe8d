using System.Net;
using System.Net.Sockets;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Outbound;

/// <summary>An address that the console does not connect to.</summary>
public sealed class OutboundRefusedException(string message) : IOException(message);

/// <summary>Makes every HTTP client that goes out. A name is resolved once for each connection, what it led to is checked, and that very address is connected
/// to: nothing is looked up twice. No redirect is followed, no proxy stands in between, no cookie is kept, and nothing is sent a second time.</summary>
internal sealed class OutboundClients(OutboundRules rules, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    /// <summary>Of the named client for addresses that no settings file names.</summary>
    public const string Name = "outbound";

    // A name that moves is followed after a while: connections are not kept for ever.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(15);

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>For an address that the operator wrote into a settings file.</summary>
    /// <param name="headers">Reckoned for each request, so that secrets are held no longer than it takes.</param>
    /// <param name="between">Looks at what goes over the wire; null: nobody does.</param>
    public HttpClient For(Uri trusted, Func<IEnumerable<KeyValuePair<string, string>>> headers, DelegatingHandler? between = null)
    {
        HttpMessageHandler wire = Handler(rules.With(trusted));
        if (between is not null) (between.InnerHandler, wire) = (wire, between);
        return new(new SecretHeaders(headers) { InnerHandler = wire }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>For addresses that somebody typed into a page or sent to the API.</summary>
    public SocketsHttpHandler Handler() => Handler(rules);

    /// <summary>For an address that the operator wrote into a setting, and what is found there.</summary>
    public SocketsHttpHandler Handler(Uri trusted) => Handler(rules.With(trusted));

    /// <summary>A connection to a server that speaks no HTTP, which the operator wrote into a settings file.</summary>
    /// <exception cref="OutboundRefusedException">It leads where the console does not connect to.</exception>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken ct) => await ConnectAsync(new DnsEndPoint(host, port), rules.With(new UriBuilder("tcp", host, port).Uri), ct);

    private SocketsHttpHandler Handler(OutboundRules allowed) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectWithin,
        PooledConnectionLifetime = ConnectionLife,
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, allowed, ct),
    };

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint target, OutboundRules allowed, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await _resolve(target.Host, ct);

        // One bad address among good ones is no accident: it waits for its turn.
        foreach (var address in addresses)
            if (allowed.WhyNot(target.Host, target.Port, address) is { } why) throw new OutboundRefusedException(why);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
