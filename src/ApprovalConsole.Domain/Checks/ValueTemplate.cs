using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Checks;

/// <summary>A value of a policy that may point elsewhere: a text that is one hole stands for the value itself, with its type; holes within a text
/// are filled in as text; anything else is as written.</summary>
public static partial class ValueTemplate
{
    private const string OfPrincipal = "principal.";

    /// <summary>The values that a template stands for; several where it holds a wildcard.</summary>
    /// <param name="missing">The hole that names nothing, or null.</param>
    internal static ImmutableArray<JsonElement> Values(JsonElement template, JsonElement arguments, Principal principal, Binding binding, out string? missing)
    {
        missing = null;
        if (template.ValueKind is not JsonValueKind.String) return [template];
        var text = template.GetString()!;
        var holes = Holes(text).ToList();
        if (holes is []) return [template];
        if (holes is [var only] && only.Length + 2 == text.Length) return ValuesOf(only, arguments, principal, binding, out missing);

        foreach (var hole in holes)
        {
            var values = ValuesOf(hole, arguments, principal, binding, out missing);
            if (missing is not null) return [];
            if (values.Length != 1)
            {
                missing = hole; // a wildcard makes no one text
                return [];
            }

            text = text.Replace($"{{{hole}}}", Words(values[0]), StringComparison.Ordinal);
        }

        return [JsonSerializer.SerializeToElement(text)];
    }

    /// <summary>The holes of a text, without their braces.</summary>
    public static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(m => m.Groups[1].Value);

    /// <summary>True for a hole that can mean something: a pointer into the arguments, or a part of the principal.</summary>
    public static bool IsKnown(string hole) => hole.StartsWith('/') ? JsonPointer.TryParse(hole, out _) : hole == "principal.subject" || hole.StartsWith("principal.attributes.", StringComparison.Ordinal);

    private static ImmutableArray<JsonElement> ValuesOf(string hole, JsonElement arguments, Principal principal, Binding binding, out string? missing)
    {
        ImmutableArray<JsonElement> found = hole.StartsWith('/') ? ArgumentsAt(hole, arguments, binding) : [.. PrincipalAt(hole, principal)];
        missing = found.IsEmpty || found.Any(Emptiness.Of) ? hole : null;
        return missing is null ? found : [];
    }

    private static ImmutableArray<JsonElement> ArgumentsAt(string hole, JsonElement arguments, Binding binding)
    {
        if (!JsonPointer.TryParse(hole, out var pointer)) return [];
        var bound = string.Concat(binding.Bind(pointer.Steps).Select(s => "/" + JsonPointer.Escape(s)));
        return JsonPointer.TryParse(bound, out var at) ? [.. at.Expand(arguments).Select(p => p.Value)] : [];
    }

    private static IEnumerable<JsonElement> PrincipalAt(string hole, Principal principal)
    {
        if (hole == "principal.subject") return principal.Subject.Text is { } subject ? [JsonSerializer.SerializeToElement(subject)] : [];
        if (!hole.StartsWith("principal.attributes.", StringComparison.Ordinal) || principal.Attributes.Text is not { } attributes) return [];
        var at = JsonElement.Parse(attributes);
        foreach (var step in hole[(OfPrincipal.Length + "attributes.".Length)..].Split('.'))
            if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(step, out at)) return [];
        return [at];
    }

    private static string Words(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : CanonicalJson.Of(value);

    [GeneratedRegex(@"\{(/[^{}]*|principal\.[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();
}
