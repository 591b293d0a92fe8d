using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Orchestrator.Insights;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>Columns in a box of <see cref="Width"/> by <see cref="Height"/>, the highest of them as high as the box.</summary>
public sealed record EndsChartView(ImmutableArray<ColumnPart> Parts, string ColumnWidth, string From, string To, int Most, string Words)
{
    public const int Width = 900;
    public const int Height = 140;

    /// <summary>From the bottom up.</summary>
    public static readonly ImmutableArray<string> Kinds = ["completed", "cancelled", "failed", "halted"];

    private const double OfItsPlace = 0.8;

    public static EndsChartView Of(ImmutableArray<EndsOfDay> days)
    {
        var most = days.Select(d => d.Sum).DefaultIfEmpty().Max();
        var place = (double)Width / Math.Max(1, days.Length);
        var parts = days.SelectMany((day, n) => PartsOf(day, n * place + place * (1 - OfItsPlace) / 2, most));
        return new(
            [.. parts], Number(place * OfItsPlace), days.IsEmpty ? "" : Name(days[0].Day), days.IsEmpty ? "" : Name(days[^1].Day), most,
            $"{days.Sum(d => d.Completed)} runs completed, {days.Sum(d => d.Cancelled)} were cancelled, {days.Sum(d => d.Failed)} failed and {days.Sum(d => d.Halted)} halted.");
    }

    public static string Name(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private static IEnumerable<ColumnPart> PartsOf(EndsOfDay day, double x, int most)
    {
        var below = 0;
        foreach (var (kind, count) in Kinds.Zip([day.Completed, day.Cancelled, day.Failed, day.Halted]))
        {
            if (count == 0) continue;
            below += count;
            yield return new(kind, Number(x), Number(Height - (double)Height * below / most), Number((double)Height * count / most), $"{Name(day.Day)}: {count} {kind}");
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>One kind of end on one day.</summary>
public sealed record ColumnPart(string Kind, string X, string Y, string Height, string Words);
