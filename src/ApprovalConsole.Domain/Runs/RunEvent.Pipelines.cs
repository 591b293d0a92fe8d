using System.Collections.Immutable;
using ApprovalConsole.Domain.Pipelines;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What a pipeline does.</summary>
public abstract partial record RunEvent
{
    /// <summary>The flow that the run follows to its end, whatever is deployed meanwhile.</summary>
    /// <param name="Definition">Canonical JSON.</param>
    public sealed record PipelineGiven(string Definition, string Hash, DateTimeOffset At) : RunEvent;

    /// <summary>Nodes of the pipeline are begun: their calls are asked for, their waits run.</summary>
    public sealed record NodesReached(ImmutableArray<RequestedCall> Calls, ImmutableArray<NodeWait> Waits, DateTimeOffset At) : RunEvent;

    /// <summary>A wait is over.</summary>
    public sealed record NodeWaited(string Node, DateTimeOffset At) : RunEvent;
}
