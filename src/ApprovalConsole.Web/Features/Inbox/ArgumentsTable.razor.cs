using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Every argument, visible or counted.</summary>
public sealed partial class ArgumentsTable : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<ArgumentRow> Rows { get; set; } = [];

    /// <summary>So many of the last are counted, and not shown.</summary>
    [Parameter]
    public int Further { get; set; }

    [Parameter]
    public EventCallback OnFurther { get; set; }

    /// <summary>Long values that are shown in full.</summary>
    [Parameter]
    public IReadOnlySet<string> Opened { get; set; } = ImmutableHashSet<string>.Empty;

    [Parameter]
    public EventCallback<string> OnOpen { get; set; }

    /// <summary>Shows a source under its row.</summary>
    [Parameter]
    public RenderFragment<SourceRequest>? Source { get; set; }

    /// <summary>A source was shown.</summary>
    [Parameter]
    public EventCallback<TraceView> OnSource { get; set; }

    private TraceView? _source;

    private string NameOf(ArgumentRow row) => row.Name.Length == 0 ? "(no name)" : Opened.Contains(row.Name) ? row.Name : row.ShortName;

    private void Toggle(TraceView trace) => _source = _source == trace ? null : trace;
}
