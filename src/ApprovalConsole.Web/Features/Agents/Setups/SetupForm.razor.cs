using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Setups;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>The boxes of an agent that runs here, of one that runs elsewhere, of a price or of a budget.</summary>
public sealed partial class SetupForm(AgentsQuery agents) : ComponentBase
{
    private static ImmutableArray<Purpose> Asked => AgentsQuery.Asked;

    /// <summary>Any of its kind.</summary>
    [Parameter, EditorRequired]
    public required Setup Kind { get; set; }
}
