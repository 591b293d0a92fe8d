using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>How far a pipeline's run has come, node by node, drawn from the definition that it follows. It holds no value of the run.</summary>
/// <param name="Hash">Of the definition.</param>
public sealed record FlowView(string Pipeline, string Hash, string Description, IReadOnlyList<FlowNodeView> Nodes)
{
    /// <summary>The nodes of a definition that no run follows yet.</summary>
    internal static IReadOnlyList<FlowNodeView> NodesOf(Pipeline pipeline) => [.. pipeline.Nodes.Select(node => FlowNodeView.Of(Run.Initial, node, Enumerable.Empty<NodeStanding>().ToLookup(s => s.Path), Enumerable.Empty<ToolCall>().ToLookup(c => c.Id)))];

    /// <returns>Null where no pipeline is followed.</returns>
    public static FlowView? Of(Run run)
    {
        if (run.Pipeline is not { } pipeline) return null;
        var (standings, calls) = (FlowWalk.Whole(run).Nodes.ToLookup(s => s.Node.Id, StringComparer.Ordinal), run.Calls.Values.Where(c => c.Node is not null).ToLookup(c => pipeline.NodeAt(c.Node!).Id, StringComparer.Ordinal));
        return new(run.Agent, pipeline.Hash, pipeline.Description, [.. pipeline.Nodes.Select(node => FlowNodeView.Of(run, node, standings, calls))]);
    }
}

/// <summary>One node; within a loop it stands for all its rounds.</summary>
/// <param name="Kind"><c>call | ask | askPerson | choose | parallel | forEach | repeat | wait | value | end | fail</c>.</param>
/// <param name="What">The tool, the agent, the question, or what is gone through.</param>
/// <param name="Reached">How often.</param>
/// <param name="Done">How often it came to its end.</param>
/// <param name="CostUsd">Of the agents that it asked; null where it asked none.</param>
public sealed record FlowNodeView(
    string Id, string Kind, string What, FlowState State, int Reached, int Done, IReadOnlyList<string> CallIds, IReadOnlyList<string> ChildRunIds, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, decimal? CostUsd,
    IReadOnlyList<FlowPartView> Parts)
{
    internal static FlowNodeView Of(Run run, FlowNode node, ILookup<string, NodeStanding> standings, ILookup<string, ToolCall> made)
    {
        var (reached, calls) = (standings[node.Id].ToList(), made[node.Id].OrderBy(c => c.Step).ThenBy(c => c.Index).ToList());
        var children = calls.Select(c => run.Children.GetValueOrDefault(c.Id)).OfType<Domain.Delegation.Child>().ToList();
        return new(
            node.Id, KindOf(node), WhatOf(node), StateOf(run, reached, calls), reached.Count, reached.Count(s => s.State is NodeState.Done), [.. calls.Select(c => c.Id)], [.. children.Select(c => c.RunId)],
            calls.Count > 0 ? calls.Min(c => c.RequestedAt) : null, calls.Count > 0 && calls.All(c => c.IsSettled) ? calls.Max(c => c.SettledAt) : null,
            children.Count > 0 ? children.Sum(c => c.Standing.Usage.CostUsd) : null,
            [.. node.Parts.Select((part, i) => new FlowPartView(part.Label, node is FlowNode.Choose choose && i < choose.Cases.Length ? choose.Cases[i].When.Words : null, [.. part.Nodes.Select(n => Of(run, n, standings, made))]))]);
    }

    private static FlowState StateOf(Run run, List<NodeStanding> reached, List<ToolCall> calls) => reached switch
    {
        [] => FlowState.NotReached,
        _ when calls.Any(c => c.Status is CallStatus.Waiting || (run.Children.GetValueOrDefault(c.Id) is { IsOpen: true, Standing.Status: not RunStatus.Running })) => FlowState.Waiting,
        _ when calls.Any(c => c.Status is CallStatus.Unknown) => FlowState.Unknown,
        _ when run.End is null && reached.Any(s => s.State is NodeState.Open) => FlowState.Running,
        _ when reached.Any(s => s.State is NodeState.Failed) => FlowState.Failed,
        _ when reached.Any(s => s.State is NodeState.Open) => FlowState.Stopped,
        _ => FlowState.Done,
    };

    private static string KindOf(FlowNode node) => node switch
    {
        FlowNode.Ask { Agent: null } => "askPerson",
        FlowNode.End { Fails: true } => "fail",
        _ => node.GetType().Name is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "",
    };

    private static string WhatOf(FlowNode node) => node switch
    {
        FlowNode.Call call => call.Tool,
        FlowNode.Ask ask => ask.Agent ?? ask.Question,
        FlowNode.ForEach each => $"each {each.As} of {each.Items}, at most {each.AtMost}",
        FlowNode.Repeat repeat => $"until {repeat.Until.Words}, at most {repeat.AtMost} times",
        FlowNode.Wait wait => System.Xml.XmlConvert.ToString(wait.For),
        FlowNode.Value value => value.Template.ToString(),
        FlowNode.End end => end.Template.ToString(),
        _ => "",
    };
}

/// <summary>Nodes one behind the other.</summary>
/// <param name="When">Of a choice's case: its condition, in words.</param>
public sealed record FlowPartView(string Label, string? When, IReadOnlyList<FlowNodeView> Nodes);

public enum FlowState
{
    NotReached,
    Running,

    /// <summary>For a person, or for an agent that does.</summary>
    Waiting,

    /// <summary>Nobody knows if its call happened.</summary>
    Unknown,
    Done,
    Failed,

    /// <summary>The run ended before it.</summary>
    Stopped,
}
