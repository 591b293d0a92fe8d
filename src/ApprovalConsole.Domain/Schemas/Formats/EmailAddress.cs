using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Schemas.Formats;

/// <summary>A mailbox as RFC 5321 (4.1.2) writes it, in ASCII; no display name, no comment, nothing else an RFC 5322 parser might take.</summary>
internal static partial class EmailAddress
{
    // RFC 5321, 4.5.3.1, and RFC 1035 for a label.
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 255;

    internal static bool Is(string text)
    {
        var at = text.LastIndexOf('@');
        if (at is < 1 or > LongestLocalPart || text.Length - at - 1 > LongestDomain)
            return false;
        return LocalPart().IsMatch(text.AsSpan(0, at)) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsDomain(string domain) => domain is ['[', .. var literal, ']'] ? IsAddress(literal) : Domain().IsMatch(domain);

    private static bool IsAddress(string literal) => literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)
        ? IPAddress.TryParse(literal["IPv6:".Length..], out var six) && six.AddressFamily == AddressFamily.InterNetworkV6
        : IPv4().IsMatch(literal);

    [GeneratedRegex("""\A(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"(?:[ !#-\[\]-~]|\\[ -~])*")\z""")]
    private static partial Regex LocalPart();

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z")]
    private static partial Regex Domain();

    [GeneratedRegex(@"\A(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}\z")]
    private static partial Regex IPv4();
}
