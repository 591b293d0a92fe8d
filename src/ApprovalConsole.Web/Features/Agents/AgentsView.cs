using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>Every agent, those that run here in front, and the models with who asks them for what.</summary>
public sealed record AgentsView(ImmutableArray<AgentCardView> Agents, ImmutableArray<ModelRowView> Models)
{
    /// <summary>What to write where there is none yet.</summary>
    public const string Example =
        """
        "Agents": {
          "desk": { "Instructions": "What it is told.", "Tools": ["source.*"] }
        }
        """;

    /// <summary>At least one runs here.</summary>
    public bool HasOwn => Agents.Any(a => !a.IsElsewhere);

    /// <param name="budgets">Names of the budgets that are laid down.</param>
    public static AgentsView Of(IReadOnlyList<AgentView> agents, IReadOnlyList<ModelView> models, IReadOnlyList<string> budgets) => new(
        [.. agents.Select(a => AgentCardView.Of(a, budgets))], [.. models.Select(m => ModelRowView.Of(m, agents))]);
}
