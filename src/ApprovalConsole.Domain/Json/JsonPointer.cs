using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Domain.Json;

/// <summary>Names a part of a JSON value (RFC 6901); in a policy, a step <c>*</c> stands for every item or member.</summary>
public sealed class JsonPointer
{
    private const string Every = "*";

    private JsonPointer(ImmutableArray<string> steps) => Steps = steps;

    /// <summary>The steps from the root, unescaped.</summary>
    public ImmutableArray<string> Steps { get; }

    /// <returns>False where the text is neither empty nor starts with a slash, or a tilde is followed by neither 0 nor 1.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPointer? parsed)
    {
        parsed = null;
        if (text.Length > 0 && text[0] != '/')
            return false;
        var steps = text.Split('/').Skip(1).ToImmutableArray();
        if (steps.Any(HasStrayTilde))
            return false;
        parsed = new([.. steps.Select(Unescape)]);
        return true;
    }

    public static string Escape(string step) => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Follows the pointer to the letter: a step <c>*</c> is a member of that name.</summary>
    public bool TryRead(JsonElement value, out JsonElement part)
    {
        part = value;
        foreach (var step in Steps)
        {
            if (!TryStep(part, step, out part))
                return false;
        }
        return true;
    }

    /// <summary>
    /// Every part the pointer names, each with a pointer of its own, in the value's order. What is absent yields nothing;
    /// a rule decides what absence means.
    /// </summary>
    public IEnumerable<(string Pointer, JsonElement Value)> Expand(JsonElement value) =>
        Steps.Aggregate<string, IEnumerable<(Trail Trail, JsonElement Value)>>(
                [(Trail.Root, value)], static (parts, step) => parts.SelectMany(part => Next(part.Trail, part.Value, step)))
            .Select(static part => (part.Trail.ToString(), part.Value));

    public override string ToString() => string.Concat(Steps.Select(step => "/" + Escape(step)));

    private static IEnumerable<(Trail, JsonElement)> Next(Trail trail, JsonElement value, string step) => (step, value.ValueKind) switch
    {
        (Every, JsonValueKind.Array) => value.EnumerateArray().Select((item, index) => (trail.To(index), item)),
        (Every, JsonValueKind.Object) => value.EnumerateObject().Select(member => (trail.To(member.Name), member.Value)),
        _ => TryStep(value, step, out var part) ? [(trail.To(step), part)] : [],
    };

    private static bool TryStep(JsonElement value, string step, out JsonElement part)
    {
        part = default;
        if (value.ValueKind == JsonValueKind.Object)
            return value.TryGetProperty(step, out part);
        if (value.ValueKind != JsonValueKind.Array || !TryIndex(step, out var index) || index >= value.GetArrayLength())
            return false;
        part = value[index];
        return true;
    }

    // RFC 6901: digits without leading zeros; "-" names the item after the last, which is never there.
    private static bool TryIndex(string step, out int index) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out index) && (step.Length == 1 || step[0] != '0');

    private static bool HasStrayTilde(string step) =>
        step.Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal).Contains('~', StringComparison.Ordinal);

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
