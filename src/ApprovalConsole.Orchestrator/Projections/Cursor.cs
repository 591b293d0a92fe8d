using System.Globalization;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>Where a list by instant goes on.</summary>
/// <param name="At">UTC microseconds of the last row.</param>
internal sealed record Cursor(long At, string Id)
{
    /// <returns>Null where the text is no such place.</returns>
    public static Cursor? Read(string? text) =>
        text?.Split('~', 2) is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var micros) ? new(micros, id) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}~{Id}");
}
