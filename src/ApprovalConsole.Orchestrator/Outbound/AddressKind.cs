using System.Net;
using System.Net.Sockets;

namespace ApprovalConsole.Orchestrator.Outbound;

/// <summary>Who can be at an address.</summary>
internal enum AddressKind
{
    /// <summary>Anybody on the internet.</summary>
    Public,

    /// <summary>This machine or a network of the house.</summary>
    Private,

    /// <summary>Nobody who is called by name: link-local, multicast, unspecified, reserved.</summary>
    Special,
}

/// <summary>Tells addresses apart, in whatever form they come.</summary>
internal static class AddressKinds
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"),
    ];

    // IANA's registries of special-purpose addresses. Of IPv6 only 2000::/3 is handed out to anybody at all.
    private static readonly IPNetwork[] Special =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"), IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>IPv4 however it is wrapped: mapped into IPv6, or behind a translator.</summary>
    public static IPAddress Plain(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } when Translated.Contains(address) => new(address.GetAddressBytes().AsSpan(12)),
        _ => address,
    };

    public static AddressKind Of(IPAddress address)
    {
        var plain = Plain(address);
        if (Private.Any(n => n.Contains(plain))) return AddressKind.Private;
        if (Special.Any(n => n.Contains(plain))) return AddressKind.Special;
        return plain.AddressFamily is AddressFamily.InterNetwork || GlobalUnicast.Contains(plain) ? AddressKind.Public : AddressKind.Special;
    }
}
