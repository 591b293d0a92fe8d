using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Writes nodes one behind the other, in the words of a definition. Values are templates: <c>{/order/total}</c> is what the node <c>order</c> gave.</summary>
public sealed class FlowBuilder
{
    private readonly JsonArray _nodes = [];

    /// <summary>Calls a tool through the gate.</summary>
    /// <param name="with">The arguments: an object whose texts may hold places.</param>
    /// <param name="otherwise">Where it goes on when the call was refused, rejected, failed or expired; null: the run fails.</param>
    public FlowBuilder Call(string id, string tool, object? with = null, Action<FlowBuilder>? otherwise = null) =>
        Add(id, ("call", tool), ("with", Json(with)), ("otherwise", otherwise is null ? null : Part(otherwise)));

    /// <summary>Asks an agent for one of the answers, or <see cref="Choice.Unknown"/>: then a person is asked.</summary>
    /// <param name="given">What the agent is shown.</param>
    /// <param name="details">JSON Schema of what goes along with the answer.</param>
    /// <param name="atLeast">From 0 to 1: what it is less sure of counts as unknown.</param>
    /// <param name="evidence">It must quote what it has seen.</param>
    /// <param name="within">Time that a person has who is asked instead; null: a week.</param>
    /// <param name="otherwise">Where it goes on when that person did not answer; null: the run fails.</param>
    public FlowBuilder Ask(
        string id, string agent, string question, string[] answers, object? given = null, object? details = null, double? atLeast = null, bool evidence = false, TimeSpan? within = null, Action<FlowBuilder>? otherwise = null) =>
        Add(id, ("ask", agent), ("question", question), ("answers", Json(answers)), ("given", Json(given)), ("details", Json(details)), ("atLeast", atLeast), ("evidence", evidence ? true : null), ("within", Length(within)), ("otherwise", otherwise is null ? null : Part(otherwise)));

    /// <param name="within">Time for an answer; null: a week. Silence is none.</param>
    /// <param name="otherwise">Where it goes on when there was none; null: the run fails.</param>
    public FlowBuilder AskPerson(string id, string question, string[] answers, object? given = null, TimeSpan? within = null, Action<FlowBuilder>? otherwise = null) =>
        Add(id, ("askPerson", question), ("answers", Json(answers)), ("given", Json(given)), ("within", Length(within)), ("otherwise", otherwise is null ? null : Part(otherwise)));

    /// <summary>Goes the first way whose condition holds.</summary>
    public FlowBuilder Choose(string id, Action<WayBuilder> ways)
    {
        var built = new WayBuilder();
        ways(built);
        return Add(id, ("choose", built.Cases), ("else", built.Rest));
    }

    /// <summary>All branches beside each other.</summary>
    public FlowBuilder Parallel(string id, params (string Name, Action<FlowBuilder> Nodes)[] branches) =>
        Add(id, ("parallel", new JsonArray([.. branches.Select(b => (JsonNode)new JsonObject { ["name"] = b.Name, ["do"] = Part(b.Nodes) })])));

    /// <param name="items">The place of a list.</param>
    /// <param name="as">What an item is called within.</param>
    /// <param name="atMost">More items fail the node.</param>
    public FlowBuilder ForEach(string id, string items, string @as, int atMost, Action<FlowBuilder> @do, int atOnce = 1) =>
        Add(id, ("forEach", items), ("as", @as), ("atMost", atMost), ("atOnce", atOnce), ("do", Part(@do)));

    /// <param name="until">See <see cref="When"/>.</param>
    public FlowBuilder Repeat(string id, JsonObject until, int atMost, Action<FlowBuilder> @do) =>
        Add(id, ("repeat", Part(@do)), ("until", until), ("atMost", atMost));

    public FlowBuilder Wait(string id, TimeSpan length) => Add(id, ("wait", Length(length)));

    /// <summary>Gives a value: a text put together, or what a branch comes to.</summary>
    public FlowBuilder Value(string id, object value) => Add(id, ("value", Json(value)));

    /// <summary>Ends the run with a result.</summary>
    public FlowBuilder End(string id, object? result) => Add(id, ("end", Json(result) ?? JsonValue.Create("")));

    /// <summary>Ends the run as failed.</summary>
    public FlowBuilder Fail(string id, string why) => Add(id, ("fail", why));

    internal static JsonArray Part(Action<FlowBuilder> write)
    {
        var part = new FlowBuilder();
        write(part);
        return part._nodes;
    }

    internal static JsonNode? Json(object? value) => value is null ? null : JsonSerializer.SerializeToNode(value);

    private static string? Length(TimeSpan? length) => length is { } given ? System.Xml.XmlConvert.ToString(given) : null;

    private FlowBuilder Add(string id, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var node = new JsonObject { ["id"] = id };
        foreach (var (name, value) in members)
            if (value is not null) node[name] = value;
        _nodes.Add((JsonNode)node);
        return this;
    }

    /// <summary>A whole pipeline.</summary>
    /// <param name="input">JSON Schema of the input; null: any text.</param>
    /// <param name="limits">As in settings: <c>new { calls = 100 }</c>.</param>
    /// <param name="result">What a run that reaches its end gives; null: what its last node gave.</param>
    /// <exception cref="ArgumentException">It is none; the message says where and why.</exception>
    public static Pipeline Define(string description, Action<FlowBuilder> nodes, object? input = null, object? limits = null, object? result = null)
    {
        var definition = new JsonObject { ["nodes"] = Part(nodes) };
        foreach (var (name, value) in new[] { ("description", description.Length > 0 ? description : null), ("input", input), ("limits", limits), ("result", result) })
            if (value is not null) definition[name] = Json(value);
        return FlowReader.TryRead(JsonSerializer.SerializeToElement(definition), out var pipeline, out var faults)
            ? pipeline
            : throw new ArgumentException(string.Join(Environment.NewLine, faults.Select(f => $"{f.Path}: {f.Message}")), nameof(nodes));
    }
}
