using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Canary;

/// <summary>Whether this node's gate has shown that it holds. Until it has, and once it has not, nothing irreversible is sent.</summary>
public sealed class GateProof
{
    private readonly LiveFeed _feed;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lasts;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Standing _standing = new(GateState.Proving, [], null, 0);

    internal GateProof(LiveFeed feed, TimeProvider time, IOptions<CanaryOptions> options)
    {
        // One may be missed; after the second, nobody knows any more.
        (_feed, _time, _lasts) = (feed, time, 2 * options.Value.Interval + CanaryWatch.Within);
    }

    public GateState State => IsTooOld ? GateState.Failed : _standing.State;

    /// <summary>What did not hold, a sentence each; empty while all does.</summary>
    public ImmutableArray<string> Findings => IsTooOld ? ["The canary has not come back."] : _standing.Findings;

    /// <summary>When it was last shown, or found wanting; null before the first time.</summary>
    public DateTimeOffset? At => _standing.At;

    /// <summary>Why nothing irreversible may be sent; null while it may.</summary>
    internal Halt? WhyNot => State switch
    {
        GateState.Holds => null,
        GateState.Proving => new(HaltReason.GateUnproven, "The gate has not shown yet that it holds; nothing irreversible is sent before."),
        _ => new(HaltReason.GateUnproven, $"The gate did not hold when it was tried, and nothing irreversible is sent: {string.Join(' ', Findings)}"),
    };

    /// <summary>Completes when the gate was tried for the first time, whatever came of it.</summary>
    internal Task FirstTrial => _first.Task;

    internal void Hold() => Stand(new(GateState.Holds, [], _time.GetUtcNow(), _time.GetTimestamp()));

    internal void Fail(ImmutableArray<string> findings) => Stand(new(GateState.Failed, findings, _time.GetUtcNow(), 0));

    private bool IsTooOld => _standing is { State: GateState.Holds, Stamp: var stamp } && _time.GetElapsedTime(stamp) > _lasts;

    private void Stand(Standing standing)
    {
        var was = _standing.State;
        _standing = standing;
        _first.TrySetResult();
        if (was == standing.State && standing.State is GateState.Holds) return;
        _feed.Nudge(Topic.Stops);
        _feed.Nudge(Topic.Runs);
    }

    /// <param name="Stamp">Of the monotonic clock.</param>
    private sealed record Standing(GateState State, ImmutableArray<string> Findings, DateTimeOffset? At, long Stamp);
}

/// <summary>What is known of the gate.</summary>
public enum GateState
{
    /// <summary>It has not been tried yet since the start.</summary>
    Proving,
    Holds,
    Failed,
}
