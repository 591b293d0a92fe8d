using System.Collections.Concurrent;
using System.Globalization;

namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>The properties of <c>\p{…}</c> that the base library can tell: general categories by either name, Any, ASCII, Assigned.</summary>
internal static class UnicodeProperties
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L", ["Cased_Letter"] = "LC", ["Uppercase_Letter"] = "Lu", ["Lowercase_Letter"] = "Ll", ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm", ["Other_Letter"] = "Lo", ["Mark"] = "M", ["Combining_Mark"] = "M", ["Nonspacing_Mark"] = "Mn",
        ["Spacing_Mark"] = "Mc", ["Enclosing_Mark"] = "Me", ["Number"] = "N", ["Decimal_Number"] = "Nd", ["digit"] = "Nd",
        ["Letter_Number"] = "Nl", ["Other_Number"] = "No", ["Punctuation"] = "P", ["punct"] = "P", ["Connector_Punctuation"] = "Pc",
        ["Dash_Punctuation"] = "Pd", ["Open_Punctuation"] = "Ps", ["Close_Punctuation"] = "Pe", ["Initial_Punctuation"] = "Pi",
        ["Final_Punctuation"] = "Pf", ["Other_Punctuation"] = "Po", ["Symbol"] = "S", ["Math_Symbol"] = "Sm", ["Currency_Symbol"] = "Sc",
        ["Modifier_Symbol"] = "Sk", ["Other_Symbol"] = "So", ["Separator"] = "Z", ["Space_Separator"] = "Zs", ["Line_Separator"] = "Zl",
        ["Paragraph_Separator"] = "Zp", ["Other"] = "C", ["Control"] = "Cc", ["cntrl"] = "Cc", ["Format"] = "Cf", ["Private_Use"] = "Co",
        ["Unassigned"] = "Cn",
    };

    // In the order of System.Globalization.UnicodeCategory.
    private static readonly string[] Categories =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe",
        "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static readonly ConcurrentDictionary<string, CodePointSet> Sets = new(StringComparer.Ordinal);

    /// <returns>Null for a property that is not known here, scripts among them.</returns>
    internal static CodePointSet? Find(string property)
    {
        var name = property.Split('=') switch
        {
            ["General_Category" or "gc", var value] => value,
            [var value] => value,
            _ => "",
        };
        name = ShortNames.GetValueOrDefault(name, name);
        return name switch
        {
            "Any" => CodePointSet.Empty.Complement(),
            "ASCII" => CodePointSet.Of((0, 0x7F)),
            "Assigned" => Sets.GetOrAdd("Cn", Collect).Complement(),
            _ when name == "LC" || Categories.Any(category => category == name || (name.Length == 1 && category[0] == name[0])) => Sets.GetOrAdd(name, Collect),
            _ => null,
        };
    }

    private static CodePointSet Collect(string name)
    {
        var ranges = new List<(int First, int Last)>();
        for (var codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            if (!IsIn(Categories[(int)CharUnicodeInfo.GetUnicodeCategory(codePoint)], name))
                continue;
            if (ranges is [.., var (first, last)] && last == codePoint - 1)
                ranges[^1] = (first, codePoint);
            else
                ranges.Add((codePoint, codePoint));
        }
        return CodePointSet.Of(ranges);
    }

    private static bool IsIn(string category, string name) => name == "LC" ? category is "Lu" or "Ll" or "Lt" : category.StartsWith(name, StringComparison.Ordinal);
}
