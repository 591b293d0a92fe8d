using System.Text;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Tests.SampleDesk;

/// <summary>Reads back the little of RFC 5322, 2045 and 2047 that the outbox writes.</summary>
internal static partial class EmlReader
{
    public static (IReadOnlyDictionary<string, string> Headers, string Body) Read(string eml)
    {
        var end = eml.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        // Unfold, then join neighbouring encoded words, then decode.
        var headers = eml[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
            .Select(line => line.Split(": ", 2)).ToDictionary(h => h[0], h => Decode(h[1]));
        Assert.Equal("base64", headers["Content-Transfer-Encoding"]);
        return (headers, Encoding.UTF8.GetString(Convert.FromBase64String(eml[(end + 4)..])));
    }

    private static string Decode(string value) => EncodedWord().Replace(
        value.Replace("?= =?", "?==?", StringComparison.Ordinal),
        word => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(word.Groups[1].Value)));

    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=")]
    private static partial Regex EncodedWord();
}
