using System.Globalization;

namespace ApprovalConsole.Web.Shared;

/// <summary>A whole number in the query of an address. Addresses are typed and cut short by people: a page takes their parts as text and reads them here, for the framework fails the whole page over one that it cannot read.</summary>
public static class AddressNumber
{
    /// <returns>Null where there is none: digits alone are one, up to <see cref="int.MaxValue"/>.</returns>
    public static int? Read(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
