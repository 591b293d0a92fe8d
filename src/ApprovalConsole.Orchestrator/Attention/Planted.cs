using System.Collections.Immutable;
using ApprovalConsole.Domain.Attention;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Orchestrator.Attention;

/// <summary>A proposal that was made up for one person. Its run is a beginning of one that has ended, with one value changed and under an id of its own, and is in no journal: no gate knows the proposal.</summary>
/// <param name="Past">What the run is the sum of.</param>
/// <param name="Likeness">The proposal that it was made from.</param>
/// <param name="LookedUp">What was known when that one was proposed: since it was carried out the world is another.</param>
internal sealed record Planted(ImmutableArray<RunEvent> Past, Run Run, Proposal Proposal, Fault Fault, string Likeness, Knowledge LookedUp, string For, DateTimeOffset At)
{
    /// <summary>The run that it was made from: what people let go there was right.</summary>
    public string LikeRunId => RunControl.RunOf(Likeness);

    /// <summary>Whether one that were really asked for then could be told of that call: not of the very one that it was made from, and of none that came after it.</summary>
    public bool CouldKnow(string runId, DateTimeOffset at) => runId != LikeRunId && at <= Proposal.RequestedAt;

    /// <summary>It shows what is masked for who does not decide on it.</summary>
    public bool ShowsMasked { get; init; }
}
