using ApprovalConsole.Domain.Pipelines;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Pipelines: the nodes that are reached ask for calls, and those pass the gate like any other.</summary>
public static partial class RunDecider
{
    /// <summary>As many calls at a time as a reply may have; the others are reached right after them.</summary>
    private static Ruling<RunEvent> Advance(RunCommand.Advance c, Run run)
    {
        if (!RunDue.WorkOf(run).Contains(new Effect.Advance(c.Step))) return Nothing;
        var walk = FlowWalk.Of(run);
        if (walk.Ends is { } end) return Accept(run, end.Result is null ? new RunEvent.Failed("pipelineFailed", "The pipeline failed.", c.At) { Reason = end.Why! } : new RunEvent.Completed(end.Words, c.At));
        if (StopConditions.WallClock(run) is { } halt) return Accept(run, new RunEvent.Halted(halt.Reason, halt.Message, c.At));
        var (wanted, left) = (walk.Next.Count(order => order.Tool is not null), run.Limits.Calls - run.Calls.Count);
        if (wanted > 0 && left <= 0) return Accept(run, new RunEvent.Halted(HaltReason.CallCap, $"{run.Calls.Count + wanted} tool calls were asked for; the limit is {run.Limits.Calls}.", c.At));
        var calls = walk.Next.Where(order => order.Tool is not null).Take(Math.Min(left, run.Limits.CallsPerStep))
            .Select((order, i) => new RequestedCall($"{run.Id}.{c.Step}.{i + 1}", "", order.Tool!, order.Arguments!) { Node = order.Node });
        var waits = walk.Next.Where(order => order.Wait is not null).Select(order => new NodeWait(order.Node, c.At + order.Wait!.Value));
        return Accept(run, new RunEvent.NodesReached([.. calls], [.. waits], c.At));
    }

    /// <summary>Why this answer does not fit what a pipeline asked; null where it does.</summary>
    private static string? WhyNotFor(RunCommand.RecordDecision c, Run run, ToolCall call) => c.Kind switch
    {
        DecisionKind.Revise when run.Pipeline is not null => "A pipeline cannot try again: edit the call, answer in its place or reject it.",
        DecisionKind.Approve or DecisionKind.Edit when call.IsQuestion => $"This is a question: respond with one of its answers ({string.Join(", ", ChooseTool.AnswersOf(call.Arguments))}), or reject it.",
        DecisionKind.Respond when call.IsQuestion && ChooseTool.AnswerIn(c.Result, call.Arguments) is null => $"result must be one of the answers: {string.Join(", ", ChooseTool.AnswersOf(call.Arguments))}.",
        _ => null,
    };
}
