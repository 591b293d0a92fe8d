using System.Globalization;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>An instant as RFC 3339 writes it, with a T or a space; without an offset it is taken for UTC.</summary>
internal static partial class WrittenInstant
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'+00:00'", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>The clear spellings in UTC, where the whole normal text is an instant.</summary>
    internal static IEnumerable<string> Spellings(string normal) => Instants().Match(normal) is { Success: true } only && only.Length == normal.Length
        && only.Groups["offset"].Success && At(only) is { } at
            ? Forms.Select(form => at.ToString(form, CultureInfo.InvariantCulture).ToLowerInvariant())
            : [];

    /// <summary>Every instant in a normal text, to the second.</summary>
    internal static IEnumerable<string> InUtc(string normal) =>
        Instants().Matches(normal).Select(At).OfType<DateTime>().Select(at => at.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));

    private static DateTime? At(Match instant) =>
        DateTimeOffset.TryParse(instant.Value.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.UtcDateTime : null;

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(?<offset>z|[+-][0-9]{2}:[0-9]{2})?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Instants();
}
