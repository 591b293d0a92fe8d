using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Outbound;

/// <summary>Which addresses may be connected to.</summary>
internal sealed class OutboundRules
{
    private const string Localhost = "localhost";

    private readonly ImmutableArray<IPNetwork> _ranges;
    private readonly ImmutableArray<(string Host, int? Port)> _hosts;

    /// <exception cref="SettingException">An entry is neither a host and a port nor a range.</exception>
    public OutboundRules(OutboundOptions options)
    {
        var (ranges, hosts) = (new List<IPNetwork>(), new List<(string, int?)>());
        foreach (var (entry, i) in options.Allow.Select((e, i) => (e, i)))
        {
            if (IPNetwork.TryParse(entry, out var range)) ranges.Add(range);
            else hosts.Add(HostOf(entry) ?? throw new SettingException($"{OutboundOptions.Section}:Allow:{i}", $"is {entry}; it must be host:port, host:* or a range as in 10.0.0.0/8"));
        }

        (_ranges, _hosts) = ([.. ranges], [.. hosts]);
    }

    private OutboundRules(OutboundRules rules, string host, int port) => (_ranges, _hosts) = (rules._ranges, rules._hosts.Add((Bare(host), port)));

    /// <summary>The same, and the host that a settings file names, where it names it by its address or as localhost: that cannot come to mean another
    /// machine. A name can, so one that leads to a private address has to be allowed by its name.</summary>
    public OutboundRules With(Uri trusted) =>
        IPAddress.TryParse(Bare(trusted.IdnHost), out _) || IsLocalhost(trusted.IdnHost) ? new(this, trusted.IdnHost, trusted.Port) : this;

    /// <summary>Why this address must not be connected to; null where it may.</summary>
    /// <param name="host">As the address bar has it; <paramref name="address"/> is what it was resolved to.</param>
    public string? WhyNot(string host, int port, IPAddress address)
    {
        var (plain, kind) = (AddressKinds.Plain(address), AddressKinds.Of(address));
        if (kind is AddressKind.Public || _ranges.Any(r => r.Contains(plain)) || _ranges.Any(r => r.Contains(address))) return null;
        var isNamed = _hosts.Any(h => string.Equals(h.Host, Bare(host), StringComparison.OrdinalIgnoreCase) && (h.Port ?? port) == port);
        if (isNamed && IsItself(host, plain)) return null;
        if (isNamed && kind is AddressKind.Private && !IPAddress.TryParse(Bare(host), out _) && (!IsLocalhost(host) || IPAddress.IsLoopback(plain))) return null;
        return $"{host}:{port} leads to {address}, which is not a public address; the setting {OutboundOptions.Section}:Allow can allow it";
    }

    private static bool IsItself(string host, IPAddress plain) => IPAddress.TryParse(Bare(host), out var named) && AddressKinds.Plain(named).Equals(plain);

    private static (string, int?)? HostOf(string entry)
    {
        var colon = entry.LastIndexOf(':');
        if (colon < 1 || Uri.CheckHostName(entry[..colon]) is UriHostNameType.Unknown) return null;
        var (host, port) = (Bare(entry[..colon]), entry[(colon + 1)..]);
        if (port == "*") return (host, null);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= IPEndPoint.MaxPort ? (host, number) : null;
    }

    private static bool IsLocalhost(string host) => string.Equals(host, Localhost, StringComparison.OrdinalIgnoreCase);

    private static string Bare(string host) => host.Trim('[', ']');
}
