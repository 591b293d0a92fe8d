using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Nodes that have others within them, and the conditions that lead there.</summary>
public sealed partial class FlowReader
{
    private static readonly string[] Operators = ["==", "!=", "<", "<=", ">", ">="];

    private FlowNode.Choose? Choose(JsonElement node, string id, string path)
    {
        if (!IsObject(node, path, "id", "choose", "else")) return null;
        var cases = node.GetProperty("choose");
        if (cases.ValueKind is not JsonValueKind.Array || cases.GetArrayLength() == 0) return Wrong<FlowNode.Choose>($"{path}/choose", "must be a list of cases, each with when and do");
        ImmutableArray<FlowCase> read = [.. cases.EnumerateArray().Select((c, i) => Case(c, i, $"{path}/choose/{i}")).OfType<FlowCase>()];
        if (!node.TryGetProperty("else", out var rest)) return Wrong<FlowNode.Choose>(path, $"the step '{id}' has no branch for what none of its cases means: else is missing (it may be empty)");
        if (read.Select(c => c.Then.Label).Append("else").GroupBy(l => l, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) Wrong(path, $"two branches are called '{twice.Key}'");
        return new(id, read, new("else", Nodes(rest, $"{path}/else")));
    }

    private FlowCase? Case(JsonElement value, int index, string path)
    {
        if (!IsObject(value, path, "name", "when", "do")) return null;
        var label = Text(value, "name", path) ?? $"{index + 1}";
        if (label != $"{index + 1}" && !Id().IsMatch(label)) Wrong($"{path}/name", "a name is a letter, then letters, digits, _ or -");
        if (Member(value, "when", path) is not { } when || Member(value, "do", path) is not { } then) return null;
        return Condition(when, $"{path}/when") is { } condition ? new(condition, new(label, Nodes(then, $"{path}/do"))) : null;
    }

    private FlowNode.Parallel? Parallel(JsonElement node, string id, string path)
    {
        if (!IsObject(node, path, "id", "parallel")) return null;
        var branches = node.GetProperty("parallel");
        if (branches.ValueKind is not JsonValueKind.Array || branches.GetArrayLength() == 0) return Wrong<FlowNode.Parallel>($"{path}/parallel", "must be a list of branches, each with name and do");
        ImmutableArray<FlowPart> read = [.. branches.EnumerateArray().Select((b, i) => Branch(b, $"{path}/parallel/{i}")).OfType<FlowPart>()];
        if (read.GroupBy(b => b.Label, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) Wrong(path, $"two branches are called '{twice.Key}'");
        return new(id, read);
    }

    private FlowPart? Branch(JsonElement value, string path)
    {
        if (!IsObject(value, path, "name", "do") || Member(value, "name", path) is null || Text(value, "name", path) is not { } name || Member(value, "do", path) is not { } nodes) return null;
        return Id().IsMatch(name) ? new(name, Nodes(nodes, $"{path}/do")) : Wrong<FlowPart>($"{path}/name", "a branch's name is a letter, then letters, digits, _ or -");
    }

    private FlowNode.ForEach? ForEach(JsonElement node, string id, string path)
    {
        if (!IsObject(node, path, "id", "forEach", "as", "atMost", "atOnce", "do")) return null;
        var items = node.GetProperty("forEach");
        if (FlowScope.WholeOf(items) is null && items.ValueKind is not JsonValueKind.Array) return Wrong<FlowNode.ForEach>($"{path}/forEach", "must be the place of a list, such as {/order/lines}, or a list");
        if (Member(node, "as", path) is null || Text(node, "as", path) is not { } name) return null;
        if (!Id().IsMatch(name)) Wrong($"{path}/as", "a name is a letter, then letters, digits, _ or -");
        if (Member(node, "do", path) is not { } @do || Bound(node, id, path) is not { } most || Count(node, "atOnce", path, 1) is not { } atOnce) return null;
        return new(id, items, name, most, atOnce, new("do", Nodes(@do, $"{path}/do")));
    }

    private FlowNode.Repeat? Repeat(JsonElement node, string id, string path)
    {
        if (!IsObject(node, path, "id", "repeat", "until", "atMost")) return null;
        if (Member(node, "until", path) is not { } until || Bound(node, id, path) is not { } most) return null;
        return Condition(until, $"{path}/until") is { } condition ? new(id, condition, most, new("repeat", Nodes(node.GetProperty("repeat"), $"{path}/repeat"))) : null;
    }

    /// <summary>Without one a loop might never end.</summary>
    private int? Bound(JsonElement node, string id, string path)
    {
        if (node.TryGetProperty("atMost", out _)) return Count(node, "atMost", path, null);
        Wrong(path, $"the loop '{id}' has no bound: atMost is missing");
        return null;
    }

    private Condition? Condition(JsonElement value, string path)
    {
        if (value.ValueKind is not JsonValueKind.Object) return Wrong<Condition>(path, "must be a condition: value with an operator, or all, any, not");
        if (value.TryGetProperty("all", out var all)) return IsObject(value, path, "all") && Conditions(all, $"{path}/all") is { } each ? new Condition.All(each) : null;
        if (value.TryGetProperty("any", out var any)) return IsObject(value, path, "any") && Conditions(any, $"{path}/any") is { } one ? new Condition.Any(one) : null;
        if (value.TryGetProperty("not", out var not)) return IsObject(value, path, "not") && Condition(not, $"{path}/not") is { } inner ? new Condition.Not(inner) : null;
        if (Member(value, "value", path) is not { } what) return null;
        return value.EnumerateObject().Where(m => m.Name != "value").ToList() switch
        {
            [{ Name: "in", Value: { ValueKind: JsonValueKind.Array } list }] => new Condition.OneOf(what, [.. list.EnumerateArray()]),
            [{ Name: "matches", Value: var schema }] => JsonSchema.TryCompile(schema, out var compiled, out var reason)
                ? new Condition.Matches(what, compiled, schema)
                : Wrong<Condition>($"{path}/matches", $"is no JSON Schema that can be checked in full: {reason}"),
            [{ Name: var name, Value: var with }] when Operators.Contains(name) => new Condition.Compare(what, name, with),
            _ => Wrong<Condition>(path, $"a condition has value and one of {string.Join(" ", Operators)}, in (a list) or matches (a JSON Schema)"),
        };
    }

    private ImmutableArray<Condition>? Conditions(JsonElement list, string path)
    {
        if (list.ValueKind is JsonValueKind.Array && list.GetArrayLength() > 0) return [.. list.EnumerateArray().Select((c, i) => Condition(c, $"{path}/{i}")).OfType<Condition>()];
        Wrong(path, "must be a list of conditions");
        return null;
    }
}
