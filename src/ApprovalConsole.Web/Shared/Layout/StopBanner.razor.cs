using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Stops;

namespace ApprovalConsole.Web.Shared.Layout;

/// <summary>What is held, on every page, while anything is.</summary>
public sealed partial class StopBanner(StopSwitch stops, GateProof proof, Breach breach, LiveFeed feed) : LiveComponent
{
    private const int Most = 3;

    private IReadOnlyList<StopView> _stops = [];
    private string? _unproven;
    private string? _breach;

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Stops]);
        return ReadAsync();
    }

    protected override Task ReadAsync()
    {
        _stops = stops.Open;
        _unproven = proof.State is GateState.Failed ? string.Join(' ', proof.Findings) : null; // not while it is tried for the first time: that is over in a moment
        _breach = breach.Findings.IsEmpty ? null : breach.Findings[0];
        return Task.CompletedTask;
    }
}
