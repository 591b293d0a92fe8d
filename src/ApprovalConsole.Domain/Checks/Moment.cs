using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Domain.Checks;

/// <summary>A date (all of its UTC day) or an instant, from a text of ISO 8601. An instant without an offset is none: nobody knows when it is.</summary>
internal readonly record struct Moment(DateTimeOffset Start, DateTimeOffset End)
{
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryRead(JsonElement value, out Moment moment)
    {
        moment = default;
        if (value.ValueKind is not JsonValueKind.String) return false;
        var text = value.GetString()!;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date < DateOnly.MaxValue)
        {
            var start = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            moment = new(start, start.AddDays(1));
            return true;
        }

        if (!DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed) || parsed.Kind is DateTimeKind.Unspecified) return false;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return false;
        moment = new(instant, instant.AddTicks(1));
        return true;
    }
}
