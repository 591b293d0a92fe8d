using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What differs from the version that this one took the place of.</summary>
public sealed partial class ChangesList : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<DifferenceView> Changes { get; set; } = [];
}
