using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>What a reviewer would read: the tool's name as words and the values that decide, money with its currency where that can be told.</summary>
internal static partial class SentenceLines
{
    private const int Most = 4;

    public static IEnumerable<SketchLine> Of(Tool tool, ImmutableArray<SchemaLeaf> leaves)
    {
        var name = NameWords.Of(tool.Definition.Name);
        var deciding = Deciding(leaves);
        if (name.IsEmpty || deciding.IsEmpty) yield break;
        if (tool.Policy is { Title: null, Decisive.IsEmpty: true })
            yield return new("title", new PolicyLine.Sentence(Sentence(name, deciding, leaves), leaves.All(l => deciding.Any(d => d.Pointer == $"/{l.Names[0]}")) ? [] : [.. deciding.Select(d => d.Pointer).Concat(ShownCurrency(deciding, leaves) is { } currency ? [currency.Pointer] : Array.Empty<string>()).Distinct()]), ["Its name as words, and the values that say to what it is done, how much, and whereto."]);
        if (tool.Policy.Effect is null && Verbs.Noun(name) is { IsEmpty: false } noun && Money(leaves) is { } money && (tool.Policy.Decisive.IsEmpty || tool.Policy.Decisive.Contains(money.Pointer)))
            yield return new("effect", new PolicyLine.Effect($"1 {NameWords.Spoken(noun)}, {Hole(money, leaves)}"), [$"{money.Name} says how much."]);
        if (tool.Policy.EffectKey.IsEmpty && Verbs.IsFinal(name) && Targets(leaves) is { IsEmpty: false } targets && leaves.Any(l => !targets.Contains($"/{l.Names[0]}")))
            yield return new("deed", new PolicyLine.SameDeed(targets), [$"By its name, doing it twice to the same is doing it once, whatever the other arguments say."]);
    }

    private sealed record Decides(string Pointer, string Label, string Hole);

    private static ImmutableArray<Decides> Deciding(ImmutableArray<SchemaLeaf> leaves)
    {
        var found = leaves.Where(l => l.IsRequired && (l.IsId || l.IsAmount || l.IsTarget)).ToList();
        if (found.Count == 0) found = [.. leaves.Where(l => l is { IsRequired: true, IsConstant: false })];
        var all = found.Select(l => new Decides($"/{l.Names[0]}", NameWords.Spoken(NameWords.Of(l.Names[0])), l.IsTop ? Hole(l, leaves) : $"{{/{l.Names[0]}}}")).DistinctBy(d => d.Pointer).ToList();
        var money = all.FindIndex(d => d.Pointer == Money(leaves)?.Pointer);
        return money < Most ? [.. all.Take(Most)] : [.. all.Take(Most - 1), all[money]]; // how much is never left out
    }

    private static SchemaLeaf? Money(ImmutableArray<SchemaLeaf> leaves) => leaves.FirstOrDefault(l => l is { IsTop: true, IsRequired: true, IsAmount: true } && NameWords.IsMoney(l.Words));

    private static SchemaLeaf? ShownCurrency(ImmutableArray<Decides> deciding, ImmutableArray<SchemaLeaf> leaves) =>
        deciding.Any(d => NameWords.IsMoney(NameWords.Of(d.Pointer))) ? leaves.FirstOrDefault(l => l is { IsTop: true, IsRequired: true } && l.Words.Contains("currency")) : null;

    private static string Sentence(ImmutableArray<string> name, ImmutableArray<Decides> deciding, ImmutableArray<SchemaLeaf> leaves)
    {
        var words = NameWords.Spoken(name);
        var parts = deciding.Select((d, i) => i == 0 && NameWords.Singular(name)[^1] == NameWords.Singular(NameWords.Of(d.Pointer))[0] ? d.Hole : $"{d.Label} {d.Hole}");
        var shown = ShownCurrency(deciding, leaves) is { } currency ? $" {{{currency.Pointer}}}" : "";
        return $"{char.ToUpper(words[0], CultureInfo.InvariantCulture)}{words[1..]}: {string.Join(", ", parts)}{shown}";
    }

    private static ImmutableArray<string> Targets(ImmutableArray<SchemaLeaf> leaves) =>
        [.. leaves.Where(l => l is { IsRequired: true, IsId: true }).Select(l => $"/{l.Names[0]}").Distinct()];

    private static string Hole(SchemaLeaf leaf, ImmutableArray<SchemaLeaf> leaves) => leaf.IsAmount && NameWords.IsMoney(leaf.Words) && Currency(leaf, leaves) is { } unit ? $"{{{leaf.Pointer}:{unit}}}" : $"{{{leaf.Pointer}}}";

    /// <summary>Where the amount's name or description says one, or a property beside it can be no other.</summary>
    private static string? Currency(SchemaLeaf amount, ImmutableArray<SchemaLeaf> leaves)
    {
        if (amount.Words.Select(w => w.ToUpperInvariant()).FirstOrDefault(Known.Contains) is { } named) return named;
        if (Written().Matches(amount.Description).Select(m => m.Value).Where(Known.Contains).Distinct().ToList() is [var said]) return said;
        return leaves.FirstOrDefault(l => l.IsTop && l.Words.Contains("currency")) is { } beside && Only(beside.Schema) is { } only && Known.Contains(only) ? only : null;
    }

    private static string? Only(JsonElement schema) =>
        schema.ValueKind is not JsonValueKind.Object ? null
        : schema.TryGetProperty("const", out var constant) && constant.ValueKind is JsonValueKind.String ? constant.GetString()
        : schema.TryGetProperty("enum", out var listed) && listed.ValueKind is JsonValueKind.Array && listed.GetArrayLength() == 1 ? listed[0].ToString() : null;

    private static readonly string[] Known = ["USD", "EUR", "GBP", "CHF", "JPY", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "INR", "CNY", "BRL"];

    [GeneratedRegex(@"\b[A-Z]{3}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
