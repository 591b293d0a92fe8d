using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Stops;

/// <summary>One press of the switch: while it is open, nothing of its scope begins.</summary>
public sealed record Stop(string Id, StopScope Scope, Payload Reason, Actor By, DateTimeOffset At)
{
    /// <summary>A word for the release of a stop grows old: who gives the second one must be able to ask who gave the first.</summary>
    public static readonly TimeSpan WordLasts = TimeSpan.FromHours(24);

    /// <summary>Who pressed it last while it was open; null where nobody did again.</summary>
    public Press? Again { get; init; }

    /// <summary>The admin who wants it lifted; null while nobody does.</summary>
    public Actor? ReleaseProposedBy { get; init; }

    public DateTimeOffset? ReleaseProposedAt { get; init; }

    /// <summary>The second admin; null while it is open.</summary>
    public Actor? ReleaseConfirmedBy { get; init; }

    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>A release was written by another hand than the console's: it counts for nothing, and somebody should find out whose.</summary>
    public bool HasForgedRelease { get; init; }

    public bool IsOpen => ReleasedAt is null;

    /// <summary>The stop as it stands now: a word for its release counts for a day, and not once its giver was blocked.</summary>
    public Stop AsOf(DateTimeOffset now, ImmutableArray<Blocking> blocked) =>
        IsOpen && ReleaseProposedBy is { } first && ReleaseProposedAt is { } at && (now - at > WordLasts || blocked.Any(b => b.Voids(first, at)))
            ? this with { ReleaseProposedBy = null, ReleaseProposedAt = null } : this;
}

/// <summary>A press of a switch that was pressed already.</summary>
public sealed record Press(Payload Reason, Actor By, DateTimeOffset At);

/// <summary>When somebody was blocked last.</summary>
public sealed record Blocking(string Subject, DateTimeOffset At)
{
    /// <summary>Of somebody who is blocked still: nothing they said counts, whatever a clock that was set back meanwhile says of when.</summary>
    public static Blocking Still(string subject) => new(subject, DateTimeOffset.MaxValue);

    /// <summary>Whether what somebody said then counts no more, where it has not come to anything yet; letting them in again does not bring it back.</summary>
    public bool Voids(Actor by, DateTimeOffset said) => At >= said && by.IsCalled(Subject);
}
