using System.Globalization;

namespace ApprovalConsole.SampleDesk.Tools;

/// <summary>How the shop's ids look. The patterns reach the tools' schemas, so they stay within what ECMA-262 and .NET read alike.</summary>
internal static class Ids
{
    public const string Order = "^#W[0-9]{1,9}$";
    public const string Customer = "^[0-9]{1,9}$";
    public const string Ticket = "^T-[0-9]{1,9}$";
    public const string Note = "^N-[0-9]{1,9}$";

    public static string NoteOf(int number) => string.Create(CultureInfo.InvariantCulture, $"N-{number}");
    public static string Receipt(int number) => string.Create(CultureInfo.InvariantCulture, $"R-{number:0000}");

    public static int? NoteNumber(string id) =>
        id.StartsWith("N-", StringComparison.Ordinal) && int.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
