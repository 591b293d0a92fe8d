using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>How large a number may be: twice the largest that was carried out, rounded up; by its name alone, that it is not below zero.</summary>
internal static class BoundLines
{
    public static IEnumerable<SketchLine> Of(Tool tool, ImmutableArray<SchemaLeaf> leaves, Recorded recorded)
    {
        var done = recorded.Done(tool.Id);
        foreach (var leaf in leaves.Where(l => l is { IsNumber: true, IsConstant: false, IsId: false } && !tool.Policy.Checks.Any(c => c.Range is not null && c.Argument == l.Pointer)))
        {
            var seen = done.SelectMany(c => c.At(leaf.Pointer)).Where(v => v.ValueKind is JsonValueKind.Number && v.TryGetDecimal(out _)).Select(v => v.GetDecimal()).ToList();
            var (declaredMin, declaredMax) = (Declared(leaf, "minimum") ?? Declared(leaf, "exclusiveMinimum"), Declared(leaf, "maximum") ?? Declared(leaf, "exclusiveMaximum"));
            if (seen.Count >= Recorded.FewestToBound && Learned(seen, leaf, declaredMin, declaredMax) is { } learned)
                yield return Line(leaf, learned, [$"{seen.Count} values were carried out, from {Text(seen.Min())} to {Text(seen.Max())}.", "The bounds are wider than that: up to twice the largest, rounded up."]);
            else if (leaf.IsAmount && declaredMin is null && seen.TrueForAll(v => v >= 0))
                yield return Line(leaf, new() { Min = 0 }, [$"By its name {leaf.Name} is an amount, and one below zero would turn it around; the schema allows that."]);
        }
    }

    private static RangeRule? Learned(List<decimal> seen, SchemaLeaf leaf, decimal? declaredMin, decimal? declaredMax)
    {
        decimal? max = seen.Max() is > 0 and < 1_000_000_000_000m and var most ? Rounded(most * 2) : null;
        decimal? min = seen.Min() >= 0 ? leaf.Type is "integer" && seen.Min() >= 1 ? 1 : 0 : null;
        if (declaredMax <= max) max = null;
        if (declaredMin >= min) min = null;
        return min is null && max is null ? null : new() { Min = min, Max = max };
    }

    private static readonly decimal[] Steps = [1, 2, 5, 10];

    /// <summary>To the next 1, 2 or 5 with noughts.</summary>
    private static decimal Rounded(decimal value)
    {
        var unit = 0.000001m;
        while (unit * 10 <= value) unit *= 10;
        return Steps.Select(step => step * unit).First(bound => bound >= value) / 1.0000000000000000000000000000m; // without noughts behind the point
    }

    private static decimal? Declared(SchemaLeaf leaf, string keyword) => leaf.Schema.ValueKind is JsonValueKind.Object && leaf.Schema.TryGetProperty(keyword, out var bound) && bound.ValueKind is JsonValueKind.Number && bound.TryGetDecimal(out var number) ? number : null;

    private static string Text(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);

    private static SketchLine Line(SchemaLeaf leaf, RangeRule range, ImmutableArray<string> reasons) =>
        new($"check:{leaf.Pointer}:Range", new PolicyLine.Check(new() { Argument = leaf.Pointer, Optional = !leaf.IsRequired, Range = range }), reasons) { Tries = leaf.Pointer };
}
