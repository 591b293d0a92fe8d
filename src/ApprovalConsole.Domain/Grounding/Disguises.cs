using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>What a text says to a tool that decodes it: %57123 says W123, and so do &amp;#87;123, VzEyMw== and 57313233.</summary>
internal static partial class Disguises
{
    // A tool that decodes more often than this is not one that looks ids up.
    private const int MostLayers = 3;

    /// <summary>The text itself first.</summary>
    internal static IEnumerable<string> Under(string text)
    {
        HashSet<string> known = [text];
        List<string> layer = [text];
        for (var depth = 0; depth < MostLayers && layer.Count > 0; depth++)
            layer = [.. layer.SelectMany(Decoded).Where(known.Add)];
        return known;
    }

    private static IEnumerable<string> Decoded(string text)
    {
        if (text.Contains('%', StringComparison.Ordinal))
            yield return Uri.UnescapeDataString(text);
        if (text.Contains('&', StringComparison.Ordinal))
            yield return WebUtility.HtmlDecode(text);
        if (text.Contains('\\', StringComparison.Ordinal))
            yield return Escape().Replace(text, e => ((char)Convert.ToInt32(e.Groups[1].Value, 16)).ToString());
        var words = string.Join('\n', Encoded().Matches(text).SelectMany(word => Bytes(word.Value)).Select(Words).Where(word => word.Length > 0));
        if (words.Length > 0)
            yield return words;
    }

    private static IEnumerable<byte[]> Bytes(string word)
    {
        var digits = word.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var bytes = new byte[word.Length];
        if (Convert.TryFromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='), bytes, out var length))
            yield return bytes[..length];
        if (word.Length % 2 == 0 && word.All(char.IsAsciiHexDigit))
            yield return Convert.FromHexString(word);
    }

    /// <summary>Empty for bytes that are no text.</summary>
    private static string Words(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text.Any(unit => unit == '\uFFFD' || char.IsControl(unit) && !char.IsWhiteSpace(unit)) ? "" : text;
    }

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    // Six characters of base64 are four of text: shorter values are not looked for.
    [GeneratedRegex(@"[A-Za-z0-9+/_-]{6,}={0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex Encoded();
}
