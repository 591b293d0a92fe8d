using System.Globalization;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>One line of a list of bars.</summary>
/// <param name="Width">In percent of the longest.</param>
public sealed record Bar(string Name, string Count, string Share, string Width)
{
    /// <param name="keepsEmpty">Lines of nothing are shown, where the list has a scale.</param>
    public static IReadOnlyList<Bar> Of(IEnumerable<(string Name, int Count)> counts, bool keepsEmpty = false)
    {
        var all = counts.ToList();
        var (sum, most) = (all.Sum(c => c.Count), all.Select(c => c.Count).DefaultIfEmpty().Max());
        return sum == 0 ? [] : [.. all.Where(c => keepsEmpty || c.Count > 0).Select(c => new Bar(c.Name, Amounts.Whole(c.Count), InsightWords.Percent(c.Count, sum), (100.0 * c.Count / most).ToString("0.#", CultureInfo.InvariantCulture)))];
    }
}
