using System.Globalization;

namespace ApprovalConsole.SampleDesk.Model;

internal static class Money
{
    public static string Show(decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currency}");
}
