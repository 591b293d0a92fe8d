using ApprovalConsole.Domain.Attention;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Attention;

/// <summary>A proposal that was made up for one person. Its run is a beginning of one that has ended, with one value changed, and is in no journal: no gate knows the proposal.</summary>
/// <param name="Likeness">The proposal that it was made from.</param>
/// <param name="LookedUp">What was known when that one was proposed: since it was carried out the world is another.</param>
internal sealed record Planted(Run Run, Proposal Proposal, Fault Fault, string Likeness, Knowledge LookedUp, string For, DateTimeOffset At)
{
    /// <summary>It shows what is masked for who does not decide on it.</summary>
    public bool ShowsMasked { get; init; }
}
