using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>A sentence of an admin's with JSON pointers into the arguments, or names of facts, in braces, and a unit where one belongs:
/// <c>Refund {/amount:USD} on order {/order_id} to {facts/customer}</c>.</summary>
/// <remarks>The words are the admin's, never the model's; the values are canonical arguments, at most <see cref="LongestValue"/> characters each.</remarks>
public static partial class Template
{
    public const int LongestValue = 60;

    private const string OfFacts = "facts/";

    /// <summary>Pieces of the sentence in order; a value carries the pointer it came from.</summary>
    public static IEnumerable<TemplatePart> Parts(string template, JsonElement arguments, IReadOnlyDictionary<string, JsonElement>? facts = null)
    {
        var at = 0;
        foreach (Match hole in Hole().Matches(template))
        {
            if (hole.Index > at) yield return new(template[at..hole.Index], null);
            var path = hole.Groups[1].Value;
            yield return new(ValueAt(path, hole.Groups[2].Value, arguments, facts), path);
            at = hole.Index + hole.Length;
        }

        if (at < template.Length) yield return new(template[at..], null);
    }

    /// <param name="facts">Values by the policy's name for them.</param>
    public static string Fill(string template, JsonElement arguments, IReadOnlyDictionary<string, JsonElement>? facts = null) =>
        string.Concat(Parts(template, arguments, facts).Select(p => p.Text));

    /// <summary>The pointers and the names of facts (<c>facts/total</c>) that a template uses.</summary>
    public static IEnumerable<string> Paths(string template) => Hole().Matches(template).Select(m => m.Groups[1].Value);

    /// <summary>The unit that a template declares for an argument, as <c>USD</c>; null where it declares none.</summary>
    public static string? UnitOf(string template, string path) =>
        Hole().Matches(template).Where(m => m.Groups[1].Value == path).Select(m => m.Groups[2].Value).FirstOrDefault(unit => unit.Length > 0);

    /// <summary>The amount of money that the sentence names first, the largest there is where it is larger; null where it names none.</summary>
    public static decimal? AmountOf(string template, JsonElement arguments) =>
        AmountHoleOf(template) is { } hole
        && JsonPointer.TryParse(hole.Groups[1].Value, out var pointer) && pointer.TryRead(arguments, out var value)
        && value.ValueKind is JsonValueKind.Number ? value.TryGetDecimal(out var amount) ? amount : value.GetDouble() < 0 ? decimal.MinValue : decimal.MaxValue : null;

    /// <summary>The pointer of that amount; null where the sentence names none.</summary>
    public static string? AmountPathOf(string template) => AmountHoleOf(template)?.Groups[1].Value;

    /// <summary>The tool's name and every argument, for a tool without a template.</summary>
    public static IEnumerable<TemplatePart> PlainParts(string toolName, JsonElement arguments)
    {
        yield return new(toolName, null);
        if (arguments.ValueKind is not JsonValueKind.Object) yield break;
        var separator = " ";
        foreach (var argument in arguments.EnumerateObject())
        {
            yield return new($"{separator}{argument.Name} ", null);
            yield return new(Shortened(Words(argument.Value)), $"/{JsonPointer.Escape(argument.Name)}");
            separator = ", ";
        }
    }

    public static string Plain(string toolName, JsonElement arguments) => string.Concat(PlainParts(toolName, arguments).Select(p => p.Text));

    private static Match? AmountHoleOf(string template) => Hole().Matches(template).FirstOrDefault(m => Unit.IsMoney(m.Groups[2].Value));

    private static string ValueAt(string path, string unit, JsonElement arguments, IReadOnlyDictionary<string, JsonElement>? facts)
    {
        JsonElement value;
        if (path.StartsWith(OfFacts, StringComparison.Ordinal))
        {
            if (facts is null || !facts.TryGetValue(path[OfFacts.Length..], out value)) return "(none)";
        }
        else if (!JsonPointer.TryParse(path, out var pointer) || !pointer.TryRead(arguments, out value))
        {
            return "(none)";
        }

        return Shortened(unit.Length > 0 ? Unit.Of(value, unit) ?? Words(value) : Words(value));
    }

    private static string Words(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : CanonicalJson.Of(value);

    private static string Shortened(string text)
    {
        if (text.Length <= LongestValue) return text;
        var kept = LongestValue - 1;
        return $"{text[..(char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)]}…";
    }

    [GeneratedRegex(@"\{(/[^}]*?|facts/[^}:]+)(?::([A-Za-z]{1,5}))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();
}

/// <param name="Path">Pointer of the argument, or <c>facts/name</c>; null for the admin's own words.</param>
public sealed record TemplatePart(string Text, string? Path);
