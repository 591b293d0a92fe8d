using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>Traces every value of a call's arguments to where the run saw it before it first said it itself.</summary>
public static class Grounds
{
    /// <summary>Leaves that are traced; the rest counts as not found.</summary>
    public const int MostLeaves = 1_000;

    /// <param name="arguments">Arguments that passed the schema layer.</param>
    /// <param name="schema">The tool's JSON Schema; it says which values are constants.</param>
    /// <returns>One entry for each scalar, in the arguments' order.</returns>
    public static ImmutableArray<GroundedValue> Of(JsonElement arguments, JsonElement schema, Evidence evidence)
    {
        var leaves = ArgumentLeaf.Of(arguments, schema);
        var traced = new Dictionary<(string, WrittenNumber?), TracedValue>();
        var values = leaves.Take(MostLeaves).Select(leaf => leaf.IsConstant ? null : TracedOnce(leaf.Value, traced)).ToList();
        Look([.. traced.Values], evidence);
        return [.. leaves.Select((leaf, n) => n < MostLeaves ? Answer(leaf, values[n]) : new(leaf.Path.ToString(), Found.NotFound))];
    }

    /// <summary>Equal values are looked for once.</summary>
    private static TracedValue? TracedOnce(JsonElement leaf, Dictionary<(string, WrittenNumber?), TracedValue> traced)
    {
        if (TracedValue.Of(leaf) is not { } value || (value.IsTooShort && leaf.ValueKind is not JsonValueKind.Number))
            return null;
        return traced.TryGetValue((value.Text, value.Number), out var known) ? known : traced[(value.Text, value.Number)] = value.IsTooShort ? TracedValue.PlacedOnly(value) : value;
    }

    internal static void Look(ImmutableArray<TracedValue> values, Evidence evidence)
    {
        if (values.IsEmpty)
            return;
        evidence.Sent.Mark(values);
        var reading = new EvidenceReading(values);
        foreach (var source in evidence.Sources)
            reading.Read(source);
    }

    private static GroundedValue Answer(ArgumentLeaf leaf, TracedValue? value)
    {
        var path = leaf.Path.ToString();
        if (leaf.IsConstant)
            return new(path, Found.Constant);
        if (value is not null)
            return value.At(path);
        return new(path, TracedValue.Of(leaf.Value) is { IsTooShort: true } ? Found.TooShort : Found.NotFound);
    }
}
