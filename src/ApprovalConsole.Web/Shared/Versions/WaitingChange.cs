using System.Collections.Immutable;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Shared.Versions;

/// <summary>A change that waits for a second admin, beside what holds.</summary>
/// <param name="Version">The version that was edited.</param>
/// <param name="IsMine">Whoever looks has proposed it, so somebody else must agree.</param>
public sealed record WaitingChange(string Id, int Version, DateTimeOffset At, string By, bool IsMine, ImmutableArray<DiffLine> Diff)
{
    /// <summary>The heart of it in words; null where the difference says it.</summary>
    public string? Words { get; init; }

    /// <summary>What comes of agreeing.</summary>
    public string Consequence { get; init; } = "";
}
