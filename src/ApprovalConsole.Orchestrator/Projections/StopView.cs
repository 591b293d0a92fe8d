using ApprovalConsole.Domain.Stops;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A stop as the API shows it.</summary>
/// <param name="Scope"><c>all</c>, <c>tool:ID</c> or <c>agent:NAME</c>.</param>
/// <param name="ReleaseProposedBy">The admin who wants it lifted; another one has to agree.</param>
/// <param name="HasForgedRelease">A release was written into the database by another hand than the console's. It did not count.</param>
public sealed record StopView(
    string Id, string Scope, string Reason, string By, DateTimeOffset At, string? ReleaseProposedBy, DateTimeOffset? ReleaseProposedAt,
    string? ReleaseConfirmedBy, DateTimeOffset? ReleasedAt, bool HasForgedRelease)
{
    /// <summary>Who pressed it last while it was open; null where nobody did again.</summary>
    public PressView? Again { get; init; }

    public bool IsOpen => ReleasedAt is null;

    public static StopView Of(Stop stop) => new(
        stop.Id, stop.Scope.ToString(), stop.Reason.ToString(), stop.By.Name, stop.At, stop.ReleaseProposedBy?.Name, stop.ReleaseProposedAt,
        stop.ReleaseConfirmedBy?.Name, stop.ReleasedAt, stop.HasForgedRelease)
    {
        Again = stop.Again is { } again ? new(again.Reason.ToString(), again.By.Name, again.At) : null,
    };
}

/// <summary>A press of what was stopped already.</summary>
public sealed record PressView(string Reason, string By, DateTimeOffset At);
