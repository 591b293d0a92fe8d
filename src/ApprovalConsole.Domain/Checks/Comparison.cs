using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Checks;

/// <summary>Compares an argument with a value looked up: numbers exactly, dates and instants as times, anything for equality.</summary>
internal static class Comparison
{
    /// <returns>Null where the two cannot be compared.</returns>
    public static bool? Holds(JsonElement left, string @operator, JsonElement right) => @operator switch
    {
        "==" => JsonEquality.Instance.Equals(left, right),
        "!=" => left.ValueKind == right.ValueKind ? !JsonEquality.Instance.Equals(left, right) : null,
        _ => Order(left, right) switch
        {
            null => null,
            var order => @operator switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, ">=" => order >= 0, _ => null },
        },
    };

    private static int? Order(JsonElement left, JsonElement right)
    {
        if (left.ValueKind is JsonValueKind.Number && right.ValueKind is JsonValueKind.Number) return ExactNumber.Of(left).CompareTo(ExactNumber.Of(right));
        return Moment.TryRead(left, out var a) && Moment.TryRead(right, out var b) ? a.Start.CompareTo(b.Start) : null;
    }
}
