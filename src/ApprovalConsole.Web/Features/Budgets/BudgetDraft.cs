using System.Globalization;
using ApprovalConsole.Domain.Budgets;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>What was typed into a budget's form.</summary>
internal static class BudgetDraft
{
    /// <param name="limit">USD, with a point.</param>
    /// <param name="alerts">Percent, apart by commas; may be empty.</param>
    /// <param name="fault">What is wrong, where it cannot be read.</param>
    public static BudgetTerms? Read(string limit, string alerts, out string fault)
    {
        fault = "";
        if (!decimal.TryParse(limit.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var usd))
        {
            fault = "The limit must be a number, as in 12.50.";
            return null;
        }

        var shares = new List<decimal>();
        foreach (var word in alerts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (decimal.TryParse(word.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)) shares.Add(percent / 100);
            else fault = $"“{word}” is no percentage: as in 50, 80, 95.";
        }

        return fault.Length > 0 ? null : new(usd, [.. shares]);
    }
}
