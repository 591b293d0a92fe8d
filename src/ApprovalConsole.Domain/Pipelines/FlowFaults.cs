using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>What a definition that can be read says wrongly: steps, tools and agents that are not there, values that are not known where they are used, or that cannot fit.</summary>
public sealed partial class FlowFaults
{
    /// <summary>Nodes that a run may come by, if every loop is gone through as often as its bound says.</summary>
    public const int MostReached = 50_000;

    /// <summary>Nodes that may lie within each other. Deeper than that, nobody could draw it.</summary>
    public const int MostLevels = 12;

    private static readonly string[] Reserved = [FlowScope.Input, FlowScope.Principal];

    private readonly Pipeline _pipeline;
    private readonly Func<string, Tool?> _tool;
    private readonly Func<string, bool> _isAgent;
    private readonly List<FlowFault> _faults = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private int _level;

    private FlowFaults(Pipeline pipeline, Func<string, Tool?> tool, Func<string, bool> isAgent) => (_pipeline, _tool, _isAgent) = (pipeline, tool, isAgent);

    /// <param name="tool">A tool by its id; null where there is none.</param>
    public static ImmutableArray<FlowFault> Of(Pipeline pipeline, Func<string, Tool?> tool, Func<string, bool> isAgent)
    {
        var faults = new FlowFaults(pipeline, tool, isAgent);
        faults.Look();
        return [.. faults._faults];
    }

    private void Look()
    {
        if (LimitFault.Of(_pipeline.Limits) is var (limit, fault)) Add($"/limits/{JsonNamingPolicy.CamelCase.ConvertName(limit)}", fault);
        if (_pipeline.MostReached > MostReached) Add("/nodes", string.Create(CultureInfo.InvariantCulture, $"could come by more than {MostReached:N0} nodes, if each loop is gone through as often as its atMost says: bound the loops that lie in others more tightly"));
        if (_pipeline.Input is { } input && NamesNothing(input)) Add("/input", "takes no member at all: name its properties, or say \"additionalProperties\": true");
        var visible = new Visible(ImmutableDictionary<string, JsonElement?>.Empty
            .Add(FlowScope.Input, _pipeline.Input ?? JsonElement.Parse("""{"type":"string"}"""))
            .Add(FlowScope.Principal, JsonElement.Parse("""{"type":"object","properties":{"subject":{"type":"string"},"attributes":{"type":"object"}},"additionalProperties":false}""")));
        var after = LookAt(_pipeline.Nodes, "/nodes", visible, isAlone: true);
        if (_pipeline.Result is { } result) LookAtTemplate(result, "/result", after);
    }

    /// <summary>An object of which nothing is said: as arguments are, an input is checked for members that the schema does not speak of.</summary>
    private static bool NamesNothing(JsonElement schema) => schema is { ValueKind: JsonValueKind.Object }
        && schema.EnumerateObject().Select(keyword => keyword.Name).ToHashSet() is var said && said.Contains("type") && said.IsSubsetOf(Silent)
        && schema.GetProperty("type") is { ValueKind: JsonValueKind.String } type && type.ValueEquals("object");

    private static readonly string[] Silent = ["type", "title", "description", "$schema", "$comment", "required", "minProperties", "maxProperties"];

    /// <param name="isAlone">Nothing else can be under way beside them: a run may end there.</param>
    private Visible LookAt(ImmutableArray<FlowNode> nodes, string path, Visible visible, bool isAlone)
    {
        _level++;
        if (_level == MostLevels + 1) Add(path, $"lies in {MostLevels} nodes already: nobody could draw that");
        foreach (var (node, i) in nodes.Select((node, i) => (node, i)))
        {
            var at = $"{path}/{i}";
            if (!_ids.Add(node.Id)) Add($"{at}/id", $"the id '{node.Id}' is given twice");
            if (node.Id.EndsWith('\n')) Add($"{at}/id", "must not end with a line break");
            if (Reserved.Contains(node.Id) || visible.IsItem(node.Id)) Add($"{at}/id", $"'{node.Id}' means something else already");
            if (node.EndsTheRun && i < nodes.Length - 1) Add($"{path}/{i + 1}", $"can never be reached: '{node.Id}' ends the run{(node is FlowNode.End ? "" : ", whichever way it goes")}");
            visible = visible.With(node.Id, LookAt(node, at, visible, isAlone));
        }

        _level--;
        return visible;
    }

    /// <returns>What is known of its output.</returns>
    private JsonElement? LookAt(FlowNode node, string path, Visible visible, bool isAlone)
    {
        switch (node)
        {
            case FlowNode.Call call:
                LookAtOtherwise(call, call.Otherwise, path, visible, isAlone);
                return LookAtCall(call, path, visible) is { } result && (call.Otherwise is null or { EndsTheRun: true }) ? result : null;
            case FlowNode.Ask ask:
                if (ask.Agent is { } agent && !_isAgent(agent)) Add($"{path}/ask", $"there is no agent '{agent}'");
                LookAtTemplate(JsonSerializer.SerializeToElement(ask.Question), ask.Agent is null ? $"{path}/askPerson" : $"{path}/question", visible);
                LookAtTemplate(ask.Given, $"{path}/given", visible);
                if (DecideTool.WhyNot(ask.Choice) is { } why) Add($"{path}/details", $"cannot be asked for: {why}. It is put into another schema, so it must stand by itself, without references to #/…");
                LookAtOtherwise(ask, ask.Otherwise, path, visible, isAlone);
                return ask.Otherwise is null or { EndsTheRun: true } ? ask.Agent is null ? FlowTypes.OfPerson(ask.Choice) : FlowTypes.Of(ask.Choice) : null;
            case FlowNode.Choose choose:
                foreach (var (way, i) in choose.Cases.Select((way, i) => (way, i)))
                {
                    LookAtCondition(way.When, $"{path}/choose/{i}/when", visible);
                    LookAt(way.Then.Nodes, $"{path}/choose/{i}/do", visible, isAlone);
                }

                LookAt(choose.Else.Nodes, $"{path}/else", visible, isAlone);
                return null;
            case FlowNode.Parallel parallel:
                return FlowTypes.OfBranches(parallel.Branches.Select((branch, i) => (branch.Label, LookAt(branch.Nodes, $"{path}/parallel/{i}/do", visible, isAlone: false).Last(branch.Nodes))));
            case FlowNode.ForEach each:
                var items = LookAtTemplate(each.Items, $"{path}/forEach", visible);
                if (!FlowTypes.MayFit(FlowTypes.Of(items), ["array"])) Add($"{path}/forEach", $"is {string.Join(" or ", FlowTypes.Of(items))}, and only a list can be gone through");
                if (Reserved.Contains(each.As) || visible.Knows(each.As)) Add($"{path}/as", $"'{each.As}' means something else already");
                LookAt(each.Do.Nodes, $"{path}/do", visible.WithItem(each.As, items is { ValueKind: JsonValueKind.Object } list && list.TryGetProperty("items", out var item) ? item : null), isAlone: isAlone && each.AtOnce == 1);
                return null;
            case FlowNode.Repeat repeat:
                LookAtCondition(repeat.Until, $"{path}/until", LookAt(repeat.Do.Nodes, $"{path}/repeat", visible, isAlone));
                return null;
            case FlowNode.Value value:
                return LookAtTemplate(value.Template, $"{path}/value", visible);
            case FlowNode.Wait:
                return JsonElement.Parse("""{"type":"null"}""");
            case FlowNode.End end:
                if (!isAlone) Add(path, $"'{end.Id}' would end the run while other branches are under way: end it behind them");
                LookAtTemplate(end.Template, $"{path}/{(end.Fails ? "fail" : "end")}", visible);
                return null;
            default:
                return null;
        }
    }

    /// <summary>There its own id stands for why. What comes behind sees one or the other, and so nothing is known of it for sure.</summary>
    private void LookAtOtherwise(FlowNode node, FlowPart? otherwise, string path, Visible visible, bool isAlone)
    {
        if (otherwise is not null) LookAt(otherwise.Nodes, $"{path}/otherwise", visible.With(node.Id, null), isAlone);
    }

    private void Add(string path, string message) => _faults.Add(new(path, message));

    /// <summary>Names that a node can use, with what is known of their values.</summary>
    private sealed record Visible(ImmutableDictionary<string, JsonElement?> Known)
    {
        private ImmutableHashSet<string> Items { get; init; } = [];

        public bool Knows(string name) => Known.ContainsKey(name);

        /// <summary>What is known of what these give: what the last one gives.</summary>
        public JsonElement? Last(ImmutableArray<FlowNode> nodes) => nodes is [.., var last] ? Known.GetValueOrDefault(last.Id) : null;

        public bool IsItem(string name) => Items.Contains(name);

        public Visible With(string name, JsonElement? schema) => this with { Known = Known.SetItem(name, schema) };

        public Visible WithItem(string name, JsonElement? schema) => With(name, schema) with { Items = Items.Add(name) };
    }
}
