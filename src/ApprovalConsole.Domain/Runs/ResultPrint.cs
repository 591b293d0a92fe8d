using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Hash of a result without instants and UUIDs: a clock in an answer is not news. A date without a time of the day is: what is due on another day is.</summary>
public static partial class ResultPrint
{
    /// <summary>A number is an instant where it is unix time this near to when the result came: a clock, or when something expires. An order number of ten digits is in so narrow a window only by
    /// chance (1 in 50,000), a price never.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromDays(1);

    private const int DigitsOfSeconds = 10;

    public static string Of(string result, DateTimeOffset at) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        Volatile().Replace(result, found => found.Groups["number"] is { Success: true } number && !IsNear(number.Value, at) ? found.Value : "~"))));

    /// <param name="digits">10, 13, 16 or 19 of them: seconds, or thousandths, millionths, billionths of one.</param>
    private static bool IsNear(string digits, DateTimeOffset at) =>
        Math.Abs(long.Parse(digits.AsSpan(0, DigitsOfSeconds), CultureInfo.InvariantCulture) - at.ToUnixTimeSeconds()) <= Near.TotalSeconds;

    [GeneratedRegex(
        """
        [0-9]{4}-[0-9]{2}-[0-9]{2}[T\x20][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?                   # ISO 8601
        | (?<![0-9A-Za-z])[0-9]{8}T[0-9]{6}([.,][0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?(?![0-9A-Za-z])                    # the same, without dashes
        | ((Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,\x20)?(?<![0-9A-Za-z])[0-9]{1,2}[\x20-](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[\x20-]([0-9]{4}|[0-9]{2})
          \x20[0-9]{2}:[0-9]{2}(:[0-9]{2})?(\x20?([A-Z]{1,5}|[+-][0-9]{4})(?![0-9A-Za-z]))?                        # RFC 1123, 850, 5322
        | (?<![0-9A-Za-z:.])[0-9]{1,2}:[0-5][0-9]:[0-5][0-9]([.,][0-9]+)?(\x20?[AaPp][Mm](?![0-9A-Za-z]))?(?![0-9A-Za-z:])   # a time of the day, no hardware address
        | [0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}                                         # UUID
        | (?<![0-9A-Za-z])[0-9a-fA-F]{32}(?![0-9A-Za-z])                                             # the same, without dashes
        | (?<![0-9A-Za-z.-])(?<number>[0-9]{10}([0-9]{3}){0,3})(\.[0-9]+)?(?![0-9A-Za-z])                       # unix time
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Volatile();
}
