using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Editing;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>A model, what it costs, and who asks it for what.</summary>
/// <param name="IsFree">Nothing is counted of what it costs.</param>
public sealed record ModelRowView(string Name, string Model, string Host, string Input, string CachedInput, string Output, bool IsFree, string Limits, ImmutableArray<ModelUse> Uses)
{
    /// <summary>Its own page, with the history of its price, and for admins the way to change it.</summary>
    public string Page => $"/models/{Uri.EscapeDataString(Name)}";

    public static ModelRowView Of(ModelView model, IReadOnlyList<AgentView> agents) => new(
        model.Name, model.Model, model.Host ?? "in this program", Usd(model.Price.Input), model.Price.CachedInput == model.Price.Input ? "as input" : Usd(model.Price.CachedInput), Usd(model.Price.Output),
        model.Price is { Input: 0, CachedInput: 0, Output: 0 },
        $"reads {Amounts.Whole(model.ContextTokens)}, writes {Amounts.Whole(model.MaxOutputTokens)} tokens; given up after {SpanWords.Of(model.Silence)} of silence",
        [.. agents.Select(a => ModelUse.Of(a, model.Name)).OfType<ModelUse>()]);

    // A price may be a millionth of a cent: rounded, it would be shown as nothing.
    private static string Usd(decimal usd) => usd.ToString("$0.00##########################", CultureInfo.InvariantCulture);
}

/// <summary>What an agent asks a model for.</summary>
public sealed record ModelUse(string Agent, string For)
{
    /// <returns>Null where it never asks it.</returns>
    public static ModelUse? Of(AgentView agent, string model)
    {
        var (first, behind) = (Purposes(agent.Routes.Where(r => r.Models[0] == model)), Purposes(agent.Routes.Where(r => r.Models.Skip(1).Contains(model))));
        return (first, behind) switch
        {
            ("", "") => null,
            (_, "") => new(agent.Agent.Name, first),
            ("", _) => new(agent.Agent.Name, $"behind another: {behind}"),
            _ => new(agent.Agent.Name, $"{first}; behind another: {behind}"),
        };
    }

    private static string Purposes(IEnumerable<PurposeRoute> routes) => string.Join(", ", routes.Select(r => AgentWords.Of(r.Purpose)));
}
