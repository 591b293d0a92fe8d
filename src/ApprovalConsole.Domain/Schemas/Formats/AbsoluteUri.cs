using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Schemas.Formats;

/// <summary>An absolute URI by the grammar of RFC 3986: ASCII only, with its scheme. <see cref="Uri"/> would take "/path" and spaces.</summary>
internal static partial class AbsoluteUri
{
    internal static bool Is(string text)
    {
        var form = Form().Match(text);
        return form.Success && (!form.Groups["six"].Success || IsAddress(form.Groups["six"].Value));
    }

    private static bool IsAddress(string text) =>
        !text.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    [GeneratedRegex("""
        \A
        [A-Za-z][A-Za-z0-9+.-]*:
        (?:
          //
          (?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?
          (?:\[(?:(?<six>[0-9A-Fa-f:.]+)|v[0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+)\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)
          (?::[0-9]*)?
          (?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*
        |
          (?!//)(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*
        )
        (?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?
        (?:\#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?
        \z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
