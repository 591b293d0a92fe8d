using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Effects;

namespace ApprovalConsole.Orchestrator.Sketching;

/// <summary>Values that are right: what an admin typed, what was recorded, what the schema gives as an example, what can be looked up now; in this order.</summary>
internal sealed class Samples(Tool tool, RecordedRuns.Record record, IReadOnlyList<Tool> server, LookUps lookUps, Principal asker, TimeProvider time)
{
    private const int MostRecorded = 5;
    private const int MostLookedUp = 3;

    private static readonly string[] ExampleKeys = ["examples", "example", "default"];

    /// <param name="typed">What the admin typed; null: nothing.</param>
    public async IAsyncEnumerable<Sample> OfAsync(SketchLine line, string pointer, string? typed, [EnumeratorCancellation] CancellationToken ct)
    {
        if (typed is not null)
        {
            var own = Read(pointer, typed);
            yield return Made(pointer, own, "as you typed it");
            yield break; // who types a value wants to see that one
        }

        foreach (var sample in Recorded(pointer)) yield return sample;
        if (line.Line is PolicyLine.Grounded or PolicyLine.Owned) yield break; // these ask of a run what it knew and whom it was for
        foreach (var example in Examples(pointer)) yield return Made(pointer, example, "an example of the schema");
        if (line.SampleFrom is not { } lookUp) yield break;
        foreach (var value in await LookedUpAsync(lookUp, ct)) yield return Made(pointer, value, $"looked up in {lookUp.Tool} now") with { IsHidden = IsSensitive(tool) || server.Any(t => t.Id == lookUp.Tool && IsSensitive(t)) };
    }

    /// <summary>Every value that was recorded there: none of them is impossible.</summary>
    public IReadOnlyCollection<JsonElement> Known(string pointer) => [.. Recorded(pointer).Select(s => s.Value)];

    private IEnumerable<Sample> Recorded(string pointer)
    {
        foreach (var call in record.Recorded.Done(tool.Id).Take(MostRecorded))
        {
            var run = record.Runs[call.Id];
            if (run.Calls[call.Id] is not { Arguments.Text: { } text } exact) continue;
            var arguments = JsonElement.Parse(text);
            if (First(arguments, pointer) is not { } value) continue;
            yield return new(arguments, value, First(call.Arguments, pointer) is not { } shown || !JsonElement.DeepEquals(shown, value), run, exact, "from a recorded call");
        }
    }

    private static JsonElement? First(JsonElement whole, string pointer) =>
        JsonPointer.TryParse(pointer, out var at) ? at.Expand(whole).Select(p => (JsonElement?)p.Value).FirstOrDefault() : null;

    private static bool IsSensitive(Tool tool) => tool.Policy.Sensitive is { IsEmpty: false };

    private IEnumerable<JsonElement> Examples(string pointer)
    {
        var schema = PlaceOf(tool.Definition.Schema, pointer);
        if (schema.ValueKind is not JsonValueKind.Object) return [];
        return ExampleKeys.SelectMany(key => !schema.TryGetProperty(key, out var said) ? [] : said.ValueKind is JsonValueKind.Array ? said.EnumerateArray().AsEnumerable() : [said])
            .Where(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number).Take(MostRecorded);
    }

    private async Task<IReadOnlyList<JsonElement>> LookedUpAsync(LookUp lookUp, CancellationToken ct)
    {
        var asking = TrialTool.Of(tool, new PolicyLine.Check(new CheckRule())) with { Policy = new() { Facts = [new FactRule { Name = "all", Tool = lookUp.Tool, Arguments = lookUp.Arguments, Path = lookUp.Path, Optional = true }] } };
        var verdict = await lookUps.ValidateAsync(asking, "{}", new(asker, "", "", time.GetUtcNow(), Knowledge.None), ct);
        if (verdict.Facts.FirstOrDefault() is not { Value.Text: { } text }) return [];
        var values = JsonElement.Parse(text);
        return [.. (values.ValueKind is JsonValueKind.Array ? values.EnumerateArray().AsEnumerable() : [values]).Where(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number).Take(MostLookedUp)];
    }

    private static Sample Made(string pointer, JsonElement value, string from) => new(Corruption.With(default, pointer, value), value, false, null, null, from);

    /// <summary>A number where the schema wants one.</summary>
    private JsonElement Read(string pointer, string typed) => PlaceOf(tool.Definition.Schema, pointer) is { ValueKind: JsonValueKind.Object } place && place.TryGetProperty("type", out var type) && type.ToString() is "number" or "integer"
        && decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonSerializer.SerializeToElement(number) : JsonSerializer.SerializeToElement(typed);

    private static JsonElement PlaceOf(JsonElement schema, string pointer)
    {
        foreach (var step in pointer.Split('/').Skip(1))
        {
            if (schema.ValueKind is not JsonValueKind.Object) return default;
            if (step == "*" ? !schema.TryGetProperty("items", out schema) : !(schema.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(step, out schema))) return default;
        }

        return schema;
    }
}
