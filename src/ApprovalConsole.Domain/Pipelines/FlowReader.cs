using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Reads a definition: its shape, word by word. What its words mean is <see cref="FlowFaults"/>' to say.</summary>
public sealed partial class FlowReader
{
    /// <summary>Items of a list, or rounds, that one loop may have.</summary>
    public const int MostRounds = 1_000;

    private static readonly JsonSerializerOptions LimitWords = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private readonly List<FlowFault> _faults = [];

    private FlowReader()
    {
    }

    /// <param name="faults">All that is wrong, in the order of the definition.</param>
    public static bool TryRead(JsonElement definition, [NotNullWhen(true)] out Pipeline? pipeline, out ImmutableArray<FlowFault> faults)
    {
        var reader = new FlowReader();
        pipeline = reader.Read(definition);
        faults = [.. reader._faults];
        if (!faults.IsEmpty) pipeline = null;
        return pipeline is not null;
    }

    /// <summary>The definition that a journal holds.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static Pipeline Kept(string text) => TryRead(JsonElement.Parse(text), out var pipeline, out var faults)
        ? pipeline
        : throw new InvalidOperationException($"The journal holds a pipeline that is none: {faults[0].Path}: {faults[0].Message}");

    private Pipeline? Read(JsonElement definition)
    {
        if (StrictJson.Inspect(definition) is [var inexact, ..]) return Wrong<Pipeline>(inexact.Path, inexact.Message);
        if (!IsObject(definition, "", "description", "input", "limits", "nodes", "result")) return null;
        var limits = Limits(definition);
        var input = Schema(definition, "input", "");
        var nodes = Member(definition, "nodes", "") is { } list ? Nodes(list, "/nodes") : [];
        if (nodes.IsEmpty && _faults.Count == 0) Wrong("/nodes", "is empty: a pipeline needs a node");
        var text = CanonicalJson.Of(definition);
        return new(text, CanonicalJson.HashOf(text), Text(definition, "description", "") ?? "", input, limits, nodes, definition.TryGetProperty("result", out var result) ? result : null);
    }

    private RunLimits Limits(JsonElement definition)
    {
        if (!definition.TryGetProperty("limits", out var limits)) return new();
        try
        {
            return limits.Deserialize<RunLimits>(LimitWords) ?? new();
        }
        catch (JsonException e)
        {
            return Wrong<RunLimits>($"/limits{(e.Path is { Length: > 1 } at ? at[1..].Replace('.', '/') : "")}", "is no limit of a run, or not a number: there are iterations, tokens, costUsd, wallClockSeconds, callsPerStep, calls, writes and openProposals") ?? new();
        }
    }

    private ImmutableArray<FlowNode> Nodes(JsonElement list, string path)
    {
        if (list.ValueKind is not JsonValueKind.Array)
        {
            Wrong(path, "must be a list of nodes");
            return [];
        }

        return [.. list.EnumerateArray().Select((node, i) => Node(node, $"{path}/{i}")).OfType<FlowNode>()];
    }

    private static readonly string[] Kinds = ["call", "ask", "askPerson", "choose", "parallel", "forEach", "repeat", "wait", "value", "end", "fail"];

    private FlowNode? Node(JsonElement node, string path)
    {
        if (node.ValueKind is not JsonValueKind.Object) return Wrong<FlowNode>(path, "must be a node: an object with an id");
        if (Text(node, "id", path) is not { } id) return Missing<FlowNode>(path, "id");
        if (!Id().IsMatch(id)) return Wrong<FlowNode>($"{path}/id", $"is '{id}': an id is a letter, then letters, digits, _ or -");
        return Kinds.Where(kind => node.TryGetProperty(kind, out _)).ToList() switch
        {
            ["call"] => Call(node, id, path),
            ["ask"] => Ask(node, id, path),
            ["askPerson"] => AskPerson(node, id, path),
            ["choose"] => Choose(node, id, path),
            ["parallel"] => Parallel(node, id, path),
            ["forEach"] => ForEach(node, id, path),
            ["repeat"] => Repeat(node, id, path),
            ["wait"] => Wait(node, id, path),
            ["value"] => IsObject(node, path, "id", "value") ? new FlowNode.Value(id, node.GetProperty("value")) : null,
            ["end"] => IsObject(node, path, "id", "end") ? new FlowNode.End(id, node.GetProperty("end"), false) : null,
            ["fail"] => IsObject(node, path, "id", "fail") && Text(node, "fail", path) is not null ? new FlowNode.End(id, node.GetProperty("fail"), true) : null,
            [] => Wrong<FlowNode>(path, $"the step '{id}' says none of what a node can be: {string.Join(", ", Kinds)}{(Strange(node) is { } strange ? $" ('{strange}' is unknown)" : "")}"),
            var several => Wrong<FlowNode>(path, $"the step '{id}' is several things at once: {string.Join(", ", several)}"),
        };
    }

    private static string? Strange(JsonElement node) => node.EnumerateObject().Select(m => m.Name).FirstOrDefault(name => name is not ("id" or "with" or "do"));

    private FlowNode.Call? Call(JsonElement node, string id, string path)
    {
        if (!IsObject(node, path, "id", "call", "with", "otherwise") || Text(node, "call", path) is not { } tool) return null;
        var arguments = node.TryGetProperty("with", out var with) ? with : JsonElement.Parse("{}");
        if (arguments.ValueKind is not JsonValueKind.Object) return Wrong<FlowNode.Call>($"{path}/with", "must be an object: the tool's arguments");
        return new(id, tool, arguments, Otherwise(node, path));
    }

    private FlowPart? Otherwise(JsonElement node, string path) => node.TryGetProperty("otherwise", out var otherwise) ? new("otherwise", Nodes(otherwise, $"{path}/otherwise")) : null;

    private FlowNode.Wait? Wait(JsonElement node, string id, string path) => IsObject(node, path, "id", "wait") && Length(node, "wait", path) is { } length ? new(id, length) : null;

    private TimeSpan? Length(JsonElement node, string name, string path)
    {
        if (Text(node, name, path) is not { } text) return null;
        if (Checks.Duration.TryRead(text, out var length) && length > TimeSpan.Zero) return length;
        Wrong($"{path}/{name}", "must be an ISO 8601 duration of days and less, such as PT1H");
        return null;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    private int? Count(JsonElement node, string name, string path, int? unless)
    {
        if (!node.TryGetProperty(name, out var count)) return unless;
        if (count.ValueKind is JsonValueKind.Number && count.TryGetInt32(out var n) && n is >= 1 and <= MostRounds) return n;
        Wrong($"{path}/{name}", string.Create(CultureInfo.InvariantCulture, $"must be a whole number from 1 to {MostRounds}"));
        return null;
    }

    private JsonElement? Schema(JsonElement node, string name, string path)
    {
        if (!node.TryGetProperty(name, out var schema)) return null;
        return JsonSchema.TryCompile(schema, out _, out var reason) ? schema : WrongSchema($"{path}/{name}", reason);
    }

    private JsonElement? WrongSchema(string path, string reason)
    {
        Wrong(path, $"is no JSON Schema that can be checked in full: {reason}");
        return null;
    }

    private string? Text(JsonElement node, string name, string path)
    {
        if (!node.TryGetProperty(name, out var text)) return null;
        return text.ValueKind is JsonValueKind.String && !BlankText.Is(text.GetString()) ? text.GetString() : Wrong<string>($"{path}/{name}", "must be a text");
    }

    private JsonElement? Member(JsonElement node, string name, string path)
    {
        if (node.TryGetProperty(name, out var member)) return member;
        Missing<object>(path, name);
        return null;
    }

    private bool IsObject(JsonElement value, string path, params string[] known)
    {
        if (value.ValueKind is not JsonValueKind.Object) return Wrong(path, "must be an object");
        foreach (var strange in value.EnumerateObject().Where(m => !known.Contains(m.Name))) Wrong($"{path}/{JsonPointer.Escape(strange.Name)}", $"is unknown here; there are {string.Join(", ", known)}");
        return true;
    }

    private T? Missing<T>(string path, string name) where T : class => Wrong<T>(path, $"{name} is missing");

    private T? Wrong<T>(string path, string message) where T : class
    {
        Wrong(path, message);
        return null;
    }

    private bool Wrong(string path, string message)
    {
        _faults.Add(new(path, message));
        return false;
    }
}
