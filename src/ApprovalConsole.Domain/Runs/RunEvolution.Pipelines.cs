using System.Collections.Immutable;
using ApprovalConsole.Domain.Pipelines;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What a pipeline does to a run.</summary>
public static partial class RunEvolution
{
    private static Run GivePipeline(Run run, RunEvent.PipelineGiven e) =>
        run is not { Pipeline: null, Steps.IsEmpty: true } ? throw Impossible(e, "after the run had begun") : run with { Pipeline = FlowReader.Kept(e.Definition) };

    private static Run ReachNodes(Run run, RunEvent.NodesReached e)
    {
        if (run.Pipeline is null) throw Impossible(e, "in a run without a pipeline");
        var step = run.Steps.Length + 1;
        return run with
        {
            Steps = run.Steps.Add(new(step, Purpose.Act, "", "", "", [.. e.Calls.Select(c => c.CallId)], default, e.At)),
            Calls = run.Calls.AddRange(CallsOf(e.Calls, step, e.At)), NodeCalls = run.NodeCalls.AddRange(e.Calls.Select(c => KeyValuePair.Create(c.Node!, c.CallId))),
            Waits = run.Waits.AddRange(e.Waits.Select(w => KeyValuePair.Create(w.Node, w))),
        };
    }

    private static Run EndWait(Run run, RunEvent.NodeWaited e) => run.Waits.TryGetValue(e.Node, out var wait) && !wait.IsOver
        ? run with { Waits = run.Waits.SetItem(e.Node, wait with { IsOver = true }) }
        : throw Impossible(e, "of a wait that is not under way");
}
