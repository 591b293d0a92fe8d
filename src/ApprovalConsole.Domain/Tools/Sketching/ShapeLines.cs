using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>How an id is written, where all that were carried out are written alike: one that is written otherwise is forbidden.</summary>
internal static partial class ShapeLines
{
    private const int Longest = 40;
    private const int FewestDifferent = 10;

    public static IEnumerable<SketchLine> Of(Tool tool, ImmutableArray<SchemaLeaf> leaves, Recorded recorded)
    {
        foreach (var leaf in leaves.Where(l => l is { IsTop: true, IsRequired: true, IsId: true, Type: "string" } && l.Schema is var s && !s.TryGetProperty("pattern", out _) && !s.TryGetProperty("format", out _)))
        {
            var seen = recorded.Done(tool.Id).SelectMany(c => c.At(leaf.Pointer)).Where(v => v.ValueKind is JsonValueKind.String).Select(v => v.GetString()!).ToList();
            if (seen.Count < Recorded.FewestToBound || seen.Distinct().Count() < FewestDifferent || PatternOf(seen) is not { } pattern) continue;
            var rule = new ClassRule(JsonSerializer.SerializeToElement(new JsonObject { ["properties"] = new JsonObject { [leaf.Name] = new JsonObject { ["not"] = new JsonObject { ["pattern"] = pattern } } } }), Reversibility.Forbidden);
            if (tool.Policy.Rules.Any(r => r.When.GetRawText() == rule.When.GetRawText())) continue;
            yield return new($"shape:{leaf.Pointer}", new PolicyLine.Shape(rule), [$"All of {seen.Count} values that were carried out are written alike; one digit more is allowed for.", "One that is written otherwise would never go, whoever asks."]) { Tries = leaf.Pointer };
        }
    }

    /// <returns>Null where they are not alike, or nothing in them varies.</returns>
    private static string? PatternOf(List<string> values)
    {
        if (values.Exists(v => v.Length is 0 or > Longest)) return null;
        var rows = values.Select(v => Part().Matches(v).Select(m => m.Value).ToList()).ToList();
        if (rows.Exists(r => r.Count != rows[0].Count || string.Concat(r).Length < 4)) return null;
        var pattern = new StringBuilder("^");
        var varies = false;
        for (var i = 0; i < rows[0].Count; i++)
        {
            var column = rows.Select(r => r[i]).Distinct().ToList();
            if (column is [var only])
            {
                pattern.Append(Escaped(only));
                continue;
            }

            if (!column.TrueForAll(c => char.IsAsciiDigit(c[0]))) return null;
            var (least, most) = (column.Min(c => c.Length), column.Max(c => c.Length));
            pattern.Append(CultureInfo.InvariantCulture, $"[0-9]{{{least},{most + 1}}}");
            varies = true;
        }

        return varies ? pattern.Append('$').ToString() : null;
    }

    private static string Escaped(string literal) => string.Concat(literal.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '#' or ' ' or ':' or '-' ? $"{c}" : $"\\{c}"));

    [GeneratedRegex("[0-9]+|[A-Za-z]+|[^0-9A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
