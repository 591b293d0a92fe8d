using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A call whose outcome is unknown, and what its probe said so far.</summary>
/// <param name="Tool">That is asked.</param>
/// <param name="Asked">Times that it was asked.</param>
/// <param name="Finding">What came of it last; null where it was not asked yet.</param>
/// <param name="Why">Why nothing could be said last; null where something could.</param>
/// <param name="NextAt">When it is asked again.</param>
/// <param name="FinalAt">From when on it counts that nothing is found; null: never.</param>
public sealed record ProbeView(string CallId, string Tool, int Asked, ProbeFinding? Finding, string? Why, DateTimeOffset? LastAt, DateTimeOffset NextAt, DateTimeOffset? FinalAt)
{
    public static IReadOnlyList<ProbeView> AllOf(Run run) => [.. run.Calls.Values.OrderBy(c => c.Step).ThenBy(c => c.Index).Select(Of).OfType<ProbeView>()];

    public static ProbeView? Of(ToolCall call) => call is { Probing: { } probing, Terms: { Probe: { } rule, ProbeFinalAfter: var after } }
        ? new(call.Id, rule.Tool, probing.Asked, probing.Last, probing.Why.Length == 0 ? null : probing.Why, probing.LastAt, probing.NextAt, probing.Since + after) : null;
}
