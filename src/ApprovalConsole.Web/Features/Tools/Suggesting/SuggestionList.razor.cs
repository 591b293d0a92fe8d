using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Suggestions;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Suggesting;

/// <summary>Rules to consider, with their numbers and a way to try each.</summary>
public sealed partial class SuggestionList : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<RuleSuggestion> Suggestions { get; set; } = [];

    /// <summary>They are of several tools.</summary>
    [Parameter]
    public bool NamesTool { get; set; }

    /// <summary>What leads to trying one.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<RuleSuggestion> Way { get; set; }
}
