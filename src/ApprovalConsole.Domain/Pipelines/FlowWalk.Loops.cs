using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Loops. What a round came to stays so, for its calls are settled: a walk goes on where the one before it came to.</summary>
public sealed partial class FlowWalk
{
    private static readonly ImmutableDictionary<string, LoopSoFar> NoLoops = ImmutableDictionary<string, LoopSoFar>.Empty;

    private Outcome WalkItems(FlowNode.ForEach node, string path, FlowScope scope)
    {
        if (Known(path) is { Output: { } output }) return new Outcome.Done(output);
        if (!scope.TryFill(node.Items, out var list, out var missing)) return new Outcome.Failed($"{path}: {missing} is not there");
        if (list.ValueKind is not JsonValueKind.Array) return new Outcome.Failed($"{path}: what it goes through is no list");
        if (list.GetArrayLength() is var count && count > node.AtMost) return new Outcome.Failed($"{path}: {count} items, and at most {node.AtMost} are gone through");
        var (open, setback) = (0, default(Outcome));
        var bytes = Enumerable.Range(0, Known(path).Over).Sum(i => (long)LengthOf(Known(path).Outputs[i]));
        for (var index = Known(path).Over; index < count; index++)
        {
            if (open >= node.AtOnce) break;
            if (bytes > MostBytes) // in the order of the items, whichever of them was done first; and before more is made
            {
                setback ??= new Outcome.Failed(string.Create(CultureInfo.InvariantCulture, $"{path}: its list is longer than the {MostBytes:N0} bytes that are handed on"));
                break;
            }

            if (Known(path).Outputs.TryGetValue(index, out var before))
            {
                bytes += LengthOf(before);
                continue;
            }

            var inner = scope.With(node.As, list[index]);
            var outcome = WalkAll(node.Do.Nodes, $"{path}/{index}/", ref inner);
            if (outcome is Outcome.Done { Value: var value })
            {
                Remember(path, Known(path).With(index, value));
                bytes += LengthOf(value);
            }
            else if (outcome is Outcome.Open) open++;
            else setback ??= outcome;
            if (outcome is Outcome.Ended || (outcome is Outcome.Failed && node.AtOnce == 1)) break;
        }

        if (open > 0) return Outcome.IsOpen;
        return setback ?? Finished(path, JsonSerializer.SerializeToElement(new JsonArray([.. Enumerable.Range(0, count).Select(i => JsonNode.Parse(Known(path).Outputs[i].GetRawText()))])));
    }

    private Outcome WalkRounds(FlowNode.Repeat node, string path, FlowScope scope)
    {
        if (Known(path) is { Output: { } output }) return new Outcome.Done(output);
        for (var round = Known(path).Over; round < node.AtMost; round++)
        {
            var inner = scope;
            var outcome = WalkAll(node.Do.Nodes, $"{path}/{round}/", ref inner);
            if (outcome is not Outcome.Done { Value: var value }) return outcome;
            if (node.Until.Holds(inner) is true) return Finished(path, value);
            Remember(path, Known(path) with { Over = round + 1 });
        }

        return new Outcome.Failed($"{path}: what it waits for is still not so after {node.AtMost} rounds");
    }

    private LoopSoFar Known(string path) => _loops.GetValueOrDefault(path, LoopSoFar.Begun);

    private void Remember(string path, LoopSoFar loop) => _loops = _loops.SetItem(path, loop);

    private Outcome.Done Finished(string path, JsonElement output)
    {
        Remember(path, LoopSoFar.Begun with { Output = output });
        return new(output);
    }

    /// <summary>How far a loop has come.</summary>
    /// <param name="Over">The rounds up to this one are over.</param>
    /// <param name="Outputs">What its items came to, by their place.</param>
    /// <param name="Output">What it gave; null while it goes on.</param>
    private sealed record LoopSoFar(int Over, ImmutableDictionary<int, JsonElement> Outputs, JsonElement? Output)
    {
        public static readonly LoopSoFar Begun = new(0, ImmutableDictionary<int, JsonElement>.Empty, null);

        public LoopSoFar With(int index, JsonElement output)
        {
            var (outputs, over) = (Outputs.SetItem(index, output), Over);
            while (outputs.ContainsKey(over)) over++;
            return this with { Over = over, Outputs = outputs };
        }
    }
}
