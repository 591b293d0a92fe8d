using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Suggestions;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Suggesting;

/// <summary>Asks the record which rules of any tool it speaks for.</summary>
public sealed partial class SuggestedRules(RuleSuggestions suggestions) : ComponentBase
{
    private ImmutableArray<RuleSuggestion> _found = [];

    protected override async Task OnInitializedAsync() => _found = await suggestions.AllAsync(CancellationToken.None);
}
