using System.Globalization;

namespace ApprovalConsole.Web.Shared.Text;

/// <summary>Numbers as the pages write them, whatever the server's locale is.</summary>
public static class Amounts
{
    /// <summary>Two digits from a dollar on, three below.</summary>
    public static string Usd(decimal usd) => usd.ToString(usd is 0 or >= 1 ? "$#,0.00" : "$0.000", CultureInfo.InvariantCulture);

    public static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
