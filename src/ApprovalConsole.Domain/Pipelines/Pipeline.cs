using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>A deterministic flow: what is known beforehand is code, and an agent or a person is asked only where the flow says so. It is data: a run keeps the one that it began with.</summary>
/// <param name="Text">The definition as canonical JSON: what a run's journal holds.</param>
/// <param name="Hash">Lower-case hex SHA-256 of it.</param>
/// <param name="Input">What a run's input must satisfy as JSON; null: any text.</param>
/// <param name="Result">What a run that reaches its end gives; null: what its last node gave.</param>
public sealed record Pipeline(string Text, string Hash, string Description, JsonElement? Input, RunLimits Limits, ImmutableArray<FlowNode> Nodes, JsonElement? Result)
{
    /// <summary>Every node, those within others included, in the order in which they are written.</summary>
    public IEnumerable<FlowNode> All => Nodes.SelectMany(Within);

    /// <summary>Nodes that a run can come by at most: each once, in a loop as often as its bound says.</summary>
    public long MostReached => Nodes.Aggregate(0L, (sum, node) => Sum(sum, Reached(node)));

    /// <summary>Tools that its nodes call.</summary>
    public IEnumerable<string> Tools => All.OfType<FlowNode.Call>().Select(c => c.Tool).Distinct(StringComparer.Ordinal);

    /// <summary>Agents that its nodes ask.</summary>
    public IEnumerable<string> Agents => All.OfType<FlowNode.Ask>().Select(a => a.Agent).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>The input as the nodes see it.</summary>
    /// <param name="text">As the run was given it.</param>
    public JsonElement Read(string text) => Input is null ? JsonSerializer.SerializeToElement(text) : JsonElement.Parse(text);

    /// <summary>Null where no input was declared.</summary>
    public JsonSchema? InputSchema => Input is { } schema && JsonSchema.TryCompile(schema, out var compiled, out _) ? compiled : null;

    /// <summary>The node that a path leads to; a question to a person in an agent's place belongs to the same.</summary>
    public FlowNode NodeAt(string path)
    {
        var id = path[(path.LastIndexOf('/') + 1)..].Split(':')[0];
        return All.First(node => node.Id == id);
    }

    private static IEnumerable<FlowNode> Within(FlowNode node) => node.Parts.SelectMany(part => part.Nodes.SelectMany(Within)).Prepend(node);

    private static long Reached(FlowNode node)
    {
        var within = node.Parts.SelectMany(part => part.Nodes).Aggregate(0L, (sum, inner) => Sum(sum, Reached(inner)));
        return Sum(1, node switch
        {
            FlowNode.ForEach each => Math.Min(Boundless, each.AtMost * within),
            FlowNode.Repeat repeat => Math.Min(Boundless, repeat.AtMost * within),
            _ => within,
        });
    }

    // Loops within loops come to numbers that no number type holds; past this it does not matter any more how many.
    private const long Boundless = long.MaxValue / FlowReader.MostRounds / 2;

    private static long Sum(long one, long other) => Math.Min(Boundless, one + other);
}
