using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Pipelines;

/// <summary>Nodes in words.</summary>
internal static class FlowWords
{
    public static string Sign(string kind) => kind switch
    {
        "call" => "▸",
        "ask" => "✦",
        "askPerson" => "☺",
        "choose" => "◇",
        "parallel" => "∥",
        "forEach" or "repeat" => "↻",
        "wait" => "◷",
        "value" => "=",
        _ => "■",
    };

    public static string What(FlowNodeView node) => node.Kind switch
    {
        "ask" => $"asks {node.What}",
        "askPerson" => $"asks a person: {node.What}",
        "choose" => "chooses",
        "parallel" => "side by side",
        "wait" => $"waits {node.What}",
        "end" => $"ends: {node.What}",
        "fail" => $"fails: {node.What}",
        _ => node.What,
    };

    public static string State(FlowNodeView node)
    {
        var state = node.State switch
        {
            FlowState.NotReached => "not reached",
            FlowState.Running => "under way",
            FlowState.Waiting => "waits for a person",
            FlowState.Unknown => "outcome unknown",
            FlowState.Done => "done",
            FlowState.Failed => "failed",
            _ => "broken off",
        };
        return node.Reached > 1 ? $"{state} · {node.Done} of {node.Reached}" : state;
    }

    private static string Took(TimeSpan time) => time < TimeSpan.FromSeconds(1) ? $"{(int)time.TotalMilliseconds} ms" : $"{Amounts.Seconds(time.TotalSeconds)} s";

    /// <summary>Time and money; empty where there is neither.</summary>
    public static string Spent(FlowNodeView node) => string.Join(" · ", new[]
    {
        node is { StartedAt: { } from, EndedAt: { } to } ? Took(to - from) : null,
        node.CostUsd is { } cost ? Amounts.Usd(cost) : null,
    }.OfType<string>());
}
