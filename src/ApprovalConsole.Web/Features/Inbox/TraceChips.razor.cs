using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Where an argument's values were seen: the worst stands for all until it is opened.</summary>
public sealed partial class TraceChips : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<TraceView> Traces { get; set; } = [];

    /// <summary>Path of the value whose source is open.</summary>
    [Parameter]
    public string? Opened { get; set; }

    [Parameter]
    public EventCallback<TraceView> OnOpen { get; set; }

    private TraceView Worst => Traces.MaxBy(t => t.Badness)!;
}
