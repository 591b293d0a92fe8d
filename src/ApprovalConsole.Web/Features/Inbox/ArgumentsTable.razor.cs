using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Every argument, visible or counted.</summary>
public sealed partial class ArgumentsTable : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<ArgumentRow> Rows { get; set; } = [];

    /// <summary>Long values that are shown in full.</summary>
    [Parameter]
    public IReadOnlySet<string> Opened { get; set; } = ImmutableHashSet<string>.Empty;

    [Parameter]
    public EventCallback<string> OnOpen { get; set; }

    [Parameter]
    public string RunId { get; set; } = "";

    /// <summary>Arguments whose source is open.</summary>
    [Parameter]
    public IReadOnlySet<string> Sources { get; set; } = ImmutableHashSet<string>.Empty;

    [Parameter]
    public EventCallback<string> OnSource { get; set; }
}
