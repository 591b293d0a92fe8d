using System.Collections.Immutable;
using ApprovalConsole.Domain.Setups;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>One agent, or what one model costs, with what admins have made of it.</summary>
/// <param name="Now">What holds.</param>
/// <param name="Version">How often it was laid down; 0: the settings' word holds.</param>
/// <param name="Settings">What the settings say; where they say nothing, what would let nothing happen.</param>
/// <param name="Versions">What was laid down, newest first.</param>
/// <param name="Change">What waits for another admin; null where nothing does.</param>
public sealed record SetupView(SetupScope Scope, Setup Now, int Version, Setup Settings, ImmutableArray<SetupVersionView> Versions, SetupChangeView? Change)
{
    /// <summary>The settings name it. Default true; a budget may be an admin's alone.</summary>
    public bool IsInSettings { get; init; } = true;

    /// <summary>The settings have changed since: the stricter of both holds.</summary>
    public bool HasDrifted { get; init; }

    /// <summary>What was laid down last does not carry the console's mark: the agent has no tools until an admin lays it down anew.</summary>
    public bool IsShut { get; init; }

    /// <summary>What was laid down last cannot be kept any more: something that it names is gone from the settings.</summary>
    public bool CannotBeKept { get; init; }
}

/// <param name="Terms">Null where this console cannot read them.</param>
/// <param name="IsSealed">It carries the console's mark.</param>
public sealed record SetupVersionView(int Version, DateTimeOffset At, string By, string? ConfirmedBy, Setup? Terms, bool IsSealed);

/// <param name="Version">The version that was edited.</param>
public sealed record SetupChangeView(string Id, int Version, DateTimeOffset At, string By, Setup Terms);
