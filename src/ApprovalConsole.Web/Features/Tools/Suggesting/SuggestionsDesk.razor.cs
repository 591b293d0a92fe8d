using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Suggestions;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Suggesting;

/// <summary>Asks the record which rule of a tool it speaks for.</summary>
public sealed partial class SuggestionsDesk(RuleSuggestions suggestions) : ComponentBase
{
    private ImmutableArray<RuleSuggestion> _found = [];
    private (string, int)? _asked;

    [Parameter, EditorRequired]
    public string ToolId { get; set; } = "";

    /// <summary>Of the policy that holds: under another, another record counts.</summary>
    [Parameter, EditorRequired]
    public int Version { get; set; }

    /// <summary>An edit is under way, which trying a rule would drop.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<RuleSuggestion> OnTry { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var asked = (ToolId, Version);
        if (_asked == asked) return;
        (_asked, _found) = (asked, []);
        var found = await suggestions.OfAsync(ToolId, CancellationToken.None);
        if (_asked == asked) _found = found;
    }
}
