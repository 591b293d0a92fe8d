using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A call of which nobody knows whether it happened.</summary>
/// <param name="Owner">Who has taken it on to find out; null: nobody.</param>
public sealed record UnknownView(string CallId, string Tool, DateTimeOffset Since, string? Owner)
{
    public static IReadOnlyList<UnknownView> AllOf(Run run) =>
    [
        .. run.Calls.Values.Where(c => c.Status is CallStatus.Unknown).OrderBy(c => c.Step).ThenBy(c => c.Index)
            .Select(c => new UnknownView(c.Id, c.Terms?.Tool ?? c.Name, c.UnknownSince ?? run.UpdatedAt, c.OutcomeOwner?.By.Name)),
    ];
}
