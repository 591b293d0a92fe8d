using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ApprovalConsole.SampleDesk.Shop;

/// <summary>How values that SQLite cannot order or add are kept.</summary>
internal static class Columns
{
    /// <summary>Whole cents; read back with two decimals, so that 120 is shown as 120.00 everywhere.</summary>
    public static readonly ValueConverter<decimal, long> Money = new(amount => (long)(amount * 100m), cents => cents * 0.01m);

    /// <summary>UTC microseconds since 1970.</summary>
    public static readonly ValueConverter<DateTimeOffset, long> Instant = new(
        at => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        micros => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond));
}
