using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>A number with the unit that the policy declares: money with two decimals at least and its thousands apart, so that nobody counts zeros; never rounded.</summary>
public static class Unit
{
    /// <summary>A currency: three capitals.</summary>
    public static bool IsMoney(string unit) => unit.Length == 3 && unit.All(char.IsAsciiLetterUpper);

    /// <returns>Null where the value is no number that a unit could stand behind.</returns>
    public static string? Of(JsonElement value, string unit)
    {
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetDecimal(out var number)) return null;
        var text = Math.Abs(number).ToString(IsMoney(unit) ? "#,##0.00##########################" : "0.############################", CultureInfo.InvariantCulture);
        var sign = number < 0 ? "-" : "";
        return unit == "USD" ? $"{sign}${text}" : $"{sign}{text} {unit}";
    }
}
