using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Dealing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Says where one agent asks for much, and leads to all of it, and to the switch.</summary>
public sealed partial class CrowdStrip : ComponentBase
{
    private const int Most = 2;

    [Parameter, EditorRequired]
    public ImmutableArray<Crowd> Crowds { get; set; } = [];

    [Parameter, EditorRequired]
    public QueueFilter Queue { get; set; } = QueueFilter.All;
}
