using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Attention;

/// <summary>Ways to make a good call bad, by one value that decides. Pure: the same proposal gives the same ways.</summary>
public static class Faults
{
    private const int MostOfAnother = 20;
    private const byte Cents = 2;

    /// <summary>Another record's value, or one that stands nowhere. Values that decide and were not seen in anything are left alone: whether these are right nobody knows.</summary>
    /// <param name="run">The run that the proposal belongs to.</param>
    /// <returns>Each with the arguments that hold it.</returns>
    public static IEnumerable<(Fault Fault, string Arguments)> Of(Run run, Proposal proposal)
    {
        if (proposal.Arguments.Text is not { } text) yield break;
        var arguments = JsonElement.Parse(text);
        var seen = proposal.Grounding.Where(g => g.Found <= Found.ThirdParty && IsDecisive(proposal, g.Path)).ToList();
        foreach (var ofAnother in seen.SelectMany(g => OfAnother(run, proposal, g, arguments))) yield return ofAnother;
        foreach (var value in seen)
        {
            if (Read(arguments, value.Path) is not { } right) continue;
            foreach (var wrong in NotSeen(right)) yield return With(FaultKind.NotSeen, text, value.Path, wrong, right);
        }
    }

    private static bool IsDecisive(Proposal proposal, string path) => proposal.Terms.Decisive.IsEmpty || proposal.Terms.Decisive.Any(d => path == d || path.StartsWith(d + "/", StringComparison.Ordinal));

    /// <summary>What stands under the same name elsewhere in the results that the agent had read.</summary>
    private static IEnumerable<(Fault, string)> OfAnother(Run run, Proposal proposal, GroundedValue value, JsonElement arguments)
    {
        if (value is not { CallId: { } callId, SourcePath: { Length: > 0 } sourcePath } || Read(arguments, value.Path) is not { } right) return [];
        var name = NameAt(sourcePath);
        var step = run.Calls[proposal.CallId].Step;
        var results = run.Calls.Values.Where(c => c.Step < step && c.IsDone).OrderByDescending(c => c.Id == callId).ThenBy(c => c.Step).ThenBy(c => c.Index).Select(c => c.Answer?.Text).OfType<string>();
        return results.SelectMany(result => StrictJson.TryParse(result, out var json, out _) ? Named(json, name) : [])
            .Where(other => other.ValueKind == right.ValueKind && !JsonEquality.Instance.Equals(other, right)).Select(CanonicalJson.Of).Distinct(StringComparer.Ordinal).Take(MostOfAnother)
            .Select(other => With(FaultKind.OfAnother, proposal.Arguments.ToString(), value.Path, JsonElement.Parse(other), right));
    }

    /// <summary>The name of what a pointer leads to: of an item in a list, the list's.</summary>
    private static string NameAt(string pointer) => pointer.Split('/').LastOrDefault(step => !step.All(char.IsAsciiDigit)) ?? "";

    private static IEnumerable<JsonElement> Named(JsonElement json, string name, string at = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => Named(m.Value, name, JsonPointer.Escape(m.Name))),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Named(item, name, at)),
        JsonValueKind.String or JsonValueKind.Number => at == name ? [json] : [],
        _ => [],
    };

    /// <summary>A number with its point a place further right or left; a text of which two neighbours among the last digits or letters changed places.</summary>
    private static IEnumerable<JsonElement> NotSeen(JsonElement right) => right.ValueKind switch
    {
        JsonValueKind.Number when right.TryGetDecimal(out var number) && number != 0 => new[] { number * 10, number / 10 }.Where(n => n.Scale <= Math.Max(number.Scale, Cents)).Select(n => JsonElement.Parse(Plain(n))),
        JsonValueKind.String when Crossed(right.GetString()!) is { } crossed => [JsonSerializer.SerializeToElement(crossed)],
        _ => [],
    };

    private static string Plain(decimal number) => number.Scale == 0 ? number.ToString(CultureInfo.InvariantCulture) : number.ToString(CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.');

    private static string? Crossed(string text)
    {
        for (var i = text.Length - 1; i > 0; i--)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) || !char.IsAsciiLetterOrDigit(text[i - 1]) || char.IsAsciiDigit(text[i]) != char.IsAsciiDigit(text[i - 1]) || text[i] == text[i - 1]) continue;
            return new StringBuilder(text) { [i] = text[i - 1], [i - 1] = text[i] }.ToString();
        }

        return null;
    }

    private static JsonElement? Read(JsonElement value, string path) => JsonPointer.TryParse(path, out var pointer) && pointer.TryRead(value, out var part) ? part : null;

    private static (Fault, string) With(FaultKind kind, string arguments, string path, JsonElement wrong, JsonElement right)
    {
        if (!JsonPointer.TryParse(path, out var pointer)) throw new ArgumentException("It is no pointer.", nameof(path));
        var changed = JsonNode.Parse(arguments)!;
        var parent = pointer.Steps[..^1].Aggregate(changed, (node, step) => node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);
        var leaf = JsonNode.Parse(wrong.GetRawText());
        if (parent is JsonArray items) items[int.Parse(pointer.Steps[^1], CultureInfo.InvariantCulture)] = leaf;
        else parent[pointer.Steps[^1]] = leaf;
        return (new(kind, path, CanonicalJson.Of(wrong), CanonicalJson.Of(right)), changed.ToJsonString());
    }
}
