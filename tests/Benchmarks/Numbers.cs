namespace ApprovalConsole.Benchmarks;

/// <summary>What a series of measurements says.</summary>
internal static class Numbers
{
    public static double Percentile(IEnumerable<double> values, double p)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(p * sorted.Length) - 1)];
    }

    public static int Argument(string[] args, string name, int fallback) =>
        Text(args, name) is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : fallback;

    public static string? Text(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
