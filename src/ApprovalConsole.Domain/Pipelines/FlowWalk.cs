using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Where a pipeline's run stands, from what its calls brought and nothing else: walked anew each time, it comes to the same. Rounds of loops that were over before need no second look.</summary>
public sealed partial class FlowWalk
{
    /// <summary>Bytes of JSON that a node may hand on, unless it is a tool's result.</summary>
    public const int MostBytes = 1_000_000;

    private readonly Run _run;
    private readonly List<NodeOrder> _next = [];
    private readonly List<NodeStanding>? _nodes;
    private ImmutableDictionary<string, LoopSoFar> _loops;

    /// <param name="loops">How far its loops had come when the run was walked before.</param>
    /// <param name="nodes">Takes every node that is reached; null: nobody asks for them.</param>
    private FlowWalk(Run run, ImmutableDictionary<string, LoopSoFar> loops, List<NodeStanding>? nodes)
    {
        (_run, _loops, _nodes) = (run, loops, nodes);
        Ends = run.HasErasedWords ? null : Follow();
        _run = Run.Initial with { Calls = run.Calls, Waits = run.Waits, Input = run.Input }; // nothing leads back to the states before
    }

    private FlowWalk(FlowWalk walk)
    {
        (_run, _loops, _nodes) = (Run.Initial, NoLoops, [.. walk.Nodes.Select(node => node with { Why = null })]);
        _next.AddRange(walk._next.Select(order => order with { Arguments = null }));
        Ends = walk.Ends is { } end ? end with { Result = null, Why = end.Why is null ? null : "" } : null;
    }

    /// <summary>What is to be begun now, in the order of the definition.</summary>
    public IReadOnlyList<NodeOrder> Next => _next;

    /// <summary>How the run ends; null while something is open.</summary>
    public FlowEnd? Ends { get; }

    /// <summary>Every node that was reached, each time it was; empty where the walk was not <see cref="Whole"/>.</summary>
    public IReadOnlyList<NodeStanding> Nodes => _nodes ?? [];

    /// <summary>How many nodes it came by: what it cost.</summary>
    public int Looked { get; private set; }

    /// <summary>What is due, and whether the run is at its end.</summary>
    public static FlowWalk Of(Run run)
    {
        if (run.Walked is { } shown) return shown;
        if (run.LastWalk is { } last && last.IsOf(run)) return last;
        return run.LastWalk = new(run, run.LastWalk?._loops ?? NoLoops, null);
    }

    /// <summary>The same from the first node to the last, with all that were reached.</summary>
    public static FlowWalk Whole(Run run) => run.Walked ?? new(run, NoLoops, []);

    /// <summary>Which nodes were reached, are to be begun and came to what, and nothing of what they were told.</summary>
    public FlowWalk WithoutValues() => new(this);

    // All that a walk rests on and that changes while a run goes on.
    private bool IsOf(Run run) => ReferenceEquals(_run.Calls, run.Calls) && ReferenceEquals(_run.Waits, run.Waits) && _run.Input == run.Input;

    private FlowEnd? Follow()
    {
        var pipeline = _run.Pipeline!;
        var scope = FlowScope.Of(pipeline.Read(_run.Input.ToString()), _run.OnBehalfOf);
        switch (WalkAll(pipeline.Nodes, "", ref scope))
        {
            case Outcome.Done done when pipeline.Result is not { } result: return new(done.Value, null);
            case Outcome.Done: return ResultOf(pipeline.Result.Value, scope);
            case Outcome.Ended ended: return ended.End;
            case Outcome.Failed failed when _next.Count == 0 && !_run.Calls.Values.Any(c => !c.IsSettled) && !_run.Waits.Values.Any(w => !w.IsOver): return new(null, failed.Why);
            default: return null;
        }
    }

    private static FlowEnd ResultOf(JsonElement template, FlowScope scope)
    {
        try
        {
            if (!scope.TryFill(template, out var value, out var missing)) return new(null, $"The result needs {missing}, which is not there.");
            return TooLong("the result", value) is { } why ? new(null, why) : new(value, null);
        }
        catch (Exception e) when (IsInexact(e))
        {
            return new(null, "The result holds a value that cannot be written exactly.");
        }
    }

    private Outcome WalkAll(ImmutableArray<FlowNode> nodes, string prefix, ref FlowScope scope)
    {
        var last = JsonNull;
        foreach (var node in nodes)
        {
            var (at, path) = (_nodes?.Count ?? 0, prefix + node.Id);
            Looked++;
            _nodes?.Add(new(path, node, NodeState.Open, null));
            var outcome = WithinBounds(node, path, TryWalk(node, path, scope));
            if (_nodes is not null) _nodes[at] = _nodes[at] with { State = StateOf(outcome), Why = (outcome as Outcome.Failed)?.Why };
            if (outcome is not Outcome.Done { Value: var value }) return outcome;
            scope = scope.With(node.Id, value);
            last = value;
        }

        return new Outcome.Done(last);
    }

    /// <summary>A tool's result is as long as its policy lets it be; what is made of many is bounded here, so that no list or text grows until nobody can hold it.</summary>
    private static Outcome WithinBounds(FlowNode node, string path, Outcome outcome) =>
        outcome is Outcome.Done { Value: var value } && node is not FlowNode.Call && TooLong(path, value) is { } why ? new Outcome.Failed(why) : outcome;

    private static string? TooLong(string what, JsonElement value) => LengthOf(value) is > MostBytes and var length
        ? string.Create(CultureInfo.InvariantCulture, $"{what}: it gives {length:N0} bytes, and at most {MostBytes:N0} are handed on") : null;

    private static int LengthOf(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).Length;

    private static NodeState StateOf(Outcome outcome) => outcome switch
    {
        Outcome.Done or Outcome.Ended => NodeState.Done,
        Outcome.Failed => NodeState.Failed,
        _ => NodeState.Open,
    };

    /// <summary>A value that cannot be written exactly fails its node: a run that nobody could read any more would hold what it has begun for ever.</summary>
    private Outcome TryWalk(FlowNode node, string path, FlowScope scope)
    {
        try
        {
            return Walk(node, path, scope);
        }
        catch (Exception e) when (IsInexact(e))
        {
            return new Outcome.Failed($"{path}: a value of it cannot be written exactly");
        }
    }

    private static bool IsInexact(Exception e) => e is JsonException or ArgumentException or InvalidOperationException;

    private Outcome Walk(FlowNode node, string path, FlowScope scope) => node switch
    {
        FlowNode.Call call => WalkCall(call, path, scope),
        FlowNode.Ask ask => WalkQuestion(ask, path, scope),
        FlowNode.Choose choose => WalkPart(choose.Cases.Select(c => (Holds: c.When.Holds(scope), c.Then)).FirstOrDefault(c => c.Holds is not false) is { Holds: true } way ? way.Then : choose.Else, path, scope),
        FlowNode.Parallel parallel => WalkBranches(parallel, path, scope),
        FlowNode.ForEach each => WalkItems(each, path, scope),
        FlowNode.Repeat repeat => WalkRounds(repeat, path, scope),
        FlowNode.Wait wait => WalkWait(wait, path),
        FlowNode.Value value => scope.TryFill(value.Template, out var filled, out var missing) ? new Outcome.Done(filled) : new Outcome.Failed($"{path}: {missing} is not there"),
        FlowNode.End end => WalkEnd(end, path, scope),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Outcome WalkPart(FlowPart part, string path, FlowScope scope) => WalkAll(part.Nodes, $"{path}/{part.Label}/", ref scope);

    private Outcome WalkCall(FlowNode.Call node, string path, FlowScope scope)
    {
        if (_run.CallOf(path) is { } call)
            return call switch
            {
                { IsSettled: false } => Outcome.IsOpen,
                _ when IsCutOff(call) => Outcome.IsOpen,
                { IsDone: true } when ValueOf(call.Answer) is var value => Json.StrictJson.Inspect(value) is [var inexact, ..] ? WhenItFails(node, path, scope, "inexact", $"its result cannot be read exactly: {inexact.Message}") : new Outcome.Done(value),
                _ => WhenItFails(node, path, scope, call.Status.ToString().ToLowerInvariant(), WhyNot(call)),
            };
        if (!scope.TryFill(node.Arguments, out var arguments, out var missing)) return WhenItFails(node, path, scope, "absent", $"{missing} is not there");
        if (TooLong(path, arguments) is { } why) return WhenItFails(node, path, scope, "tooLong", why);
        return Begin(new(path, node.Tool, Json.CanonicalJson.Of(arguments), null));
    }

    /// <summary>It came to nothing with the run: what would follow it was never reached.</summary>
    private bool IsCutOff(ToolCall call) => !call.IsDone && _run.Cancelling is { At: var at } && call.SettledAt >= at;

    private Outcome WhenItFails(FlowNode.Call node, string path, FlowScope scope, string code, string message) => node.Otherwise is { } otherwise
        ? WalkPart(otherwise, path, WithError(scope, node, code, message))
        : new Outcome.Failed($"{path}: {node.Tool} {code}: {message}");

    private static FlowScope WithError(FlowScope scope, FlowNode node, string code, string message) => scope.With(node.Id, JsonSerializer.SerializeToElement(new { error = new { code, message } }));

    private static string WhyNot(ToolCall call) => call.Findings.IsEmpty
        ? call.Answer?.ToString() ?? ""
        : string.Join(" ", call.Findings.Select(f => f.Path.Length > 0 ? $"{f.Path}: {f.Message}" : f.Message));

    private static Outcome WalkEnd(FlowNode.End end, string path, FlowScope scope)
    {
        if (!scope.TryFill(end.Template, out var value, out var missing)) return new Outcome.Failed($"{path}: {missing} is not there");
        if (TooLong(path, value) is { } why) return new Outcome.Failed(why);
        return new Outcome.Ended(end.Fails ? new(null, TextOf(value)) : new(value, null));
    }

    private Outcome WalkWait(FlowNode.Wait wait, string path)
    {
        if (!_run.Waits.TryGetValue(path, out var begun)) return Begin(new(path, null, null, wait.For));
        return begun.IsOver ? new Outcome.Done(JsonNull) : Outcome.IsOpen;
    }

    private Outcome Begin(NodeOrder order)
    {
        _next.Add(order);
        return Outcome.IsOpen;
    }

    private static readonly JsonElement JsonNull = JsonElement.Parse("null");

    /// <summary>A result is JSON; what is none is a text.</summary>
    private static JsonElement ValueOf(Payload? answer)
    {
        try
        {
            return JsonElement.Parse(answer?.Text ?? "null");
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(answer!.Value.ToString());
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : Json.CanonicalJson.Of(value);

    private abstract record Outcome
    {
        public static readonly Outcome IsOpen = new Open();

        public sealed record Open : Outcome;

        public sealed record Done(JsonElement Value) : Outcome;

        public sealed record Failed(string Why) : Outcome;

        public sealed record Ended(FlowEnd End) : Outcome;
    }
}

/// <summary>What a node wants begun: a call, or a wait.</summary>
/// <param name="Node">Its path.</param>
/// <param name="Tool">Null: it waits.</param>
public sealed record NodeOrder(string Node, string? Tool, string? Arguments, TimeSpan? Wait);

/// <summary>How a pipeline's run ends.</summary>
/// <param name="Result">Null: it fails.</param>
/// <param name="Why">Why it fails; null where it does not.</param>
public sealed record FlowEnd(JsonElement? Result, string? Why)
{
    /// <summary>What the run gives out: a text as it is, anything else as JSON.</summary>
    public string Words => Result is { } value ? value.ValueKind is JsonValueKind.String ? value.GetString()! : Json.CanonicalJson.Of(value) : Why!;
}

public enum NodeState
{
    Open,
    Done,
    Failed,
}

/// <summary>A node that was reached.</summary>
/// <param name="Path">Ids and labels from the outside in, and the number of each round of a loop: the same node has one for each time it is reached.</param>
/// <param name="Why">Why it failed.</param>
public sealed record NodeStanding(string Path, FlowNode Node, NodeState State, string? Why);
