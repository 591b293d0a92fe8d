using System.Collections.Immutable;
using System.Diagnostics;

namespace ApprovalConsole.Domain.Stops;

/// <summary>Every stop that was ever pressed: the fold of the stops' stream.</summary>
/// <param name="Version">Events so far; also the version of the stream.</param>
public sealed record StopList(int Version, ImmutableArray<Stop> Stops)
{
    public static readonly StopList Empty = new(0, []);

    /// <summary>Oldest first.</summary>
    public ImmutableArray<Stop> Open { get; } = [.. Stops.Where(s => s.IsOpen)];

    /// <summary>A stop that keeps the agent's runs from beginning anything; null where there is none.</summary>
    public Stop? OnAgent(string agent) => Open.FirstOrDefault(s => s.Scope.HoldsAgent(agent));

    /// <summary>A stop that keeps calls of the tool from being sent; null where there is none.</summary>
    public Stop? OnTool(string toolId) => Open.FirstOrDefault(s => s.Scope.HoldsTool(toolId));

    /// <param name="isGenuine">False where the event does not carry the console's mark. A stop holds all the same, for that is the safe side; a
    /// release, or one half of it, counts for nothing.</param>
    public StopList With(StopEvent @event, bool isGenuine) => new(Version + 1, @event switch
    {
        StopEvent.Stopped e => Stops.Add(new(e.StopId, StopScope.Read(e.Scope) ?? StopScope.All, e.Reason, e.By, e.At)),
        StopEvent.PressedAgain e => Change(e.StopId, s => s with { Again = new(e.Reason, e.By, e.At), ReleaseProposedBy = null, ReleaseProposedAt = null }), // whoever wrote it: it holds
        StopEvent.ReleaseProposed or StopEvent.Released when !isGenuine => Change(@event.StopId, s => s with { HasForgedRelease = true }),
        StopEvent.ReleaseProposed e => Change(e.StopId, s => e.At < s.Again?.At ? s : s with { ReleaseProposedBy = e.By, ReleaseProposedAt = e.At }),
        StopEvent.Released e => Change(e.StopId, s => s with { ReleaseConfirmedBy = e.ConfirmedBy, ReleasedAt = e.At }),
        _ => throw new UnreachableException(),
    });

    private ImmutableArray<Stop> Change(string id, Func<Stop, Stop> change) => [.. Stops.Select(s => s.Id == id ? change(s) : s)];
}
