using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Stops;

/// <summary>One press of the switch: while it is open, nothing of its scope begins.</summary>
public sealed record Stop(string Id, StopScope Scope, Payload Reason, Actor By, DateTimeOffset At)
{
    /// <summary>The admin who wants it lifted; null while nobody does.</summary>
    public Actor? ReleaseProposedBy { get; init; }

    public DateTimeOffset? ReleaseProposedAt { get; init; }

    /// <summary>The second admin; null while it is open.</summary>
    public Actor? ReleaseConfirmedBy { get; init; }

    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>A release was written by another hand than the console's: it counts for nothing, and somebody should find out whose.</summary>
    public bool HasForgedRelease { get; init; }

    public bool IsOpen => ReleasedAt is null;
}
