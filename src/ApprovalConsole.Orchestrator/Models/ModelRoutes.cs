using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Which model is asked for what.</summary>
internal sealed class ModelRoutes
{
    private readonly IReadOnlyDictionary<string, ModelRoute> _models;
    private readonly AgentCatalog _agents;

    /// <exception cref="SettingException">An agent names a model that there is not.</exception>
    public ModelRoutes(IReadOnlyDictionary<string, ModelRoute> models, AgentCatalog agents)
    {
        (_models, _agents) = (models, agents);
        foreach (var agent in agents.All)
        foreach (var (purpose, name) in agent.Settings.Routes)
        {
            if (!Enum.TryParse<Purpose>(purpose, ignoreCase: true, out _))
                throw new SettingException($"Agents:{agent.Name}:Routes:{purpose}", "is no purpose; there are plan, act, repair, summarize, answer");
            if (!models.ContainsKey(name))
                throw new SettingException($"Agents:{agent.Name}:Routes:{purpose}", $"names the model {name}, which is not among Models ({string.Join(", ", models.Keys)})");
        }
    }

    /// <summary>Names and what stands behind them.</summary>
    public IEnumerable<ModelRoute> All => _models.Values;

    public ModelRoute For(string agent, Purpose purpose)
    {
        var routes = _agents.Find(agent)?.Settings.Routes ?? new Dictionary<string, string>();
        var name = NamedFor(routes, purpose) ?? NamedFor(routes, Purpose.Act) ?? routes.Values.FirstOrDefault();
        return name is not null ? _models[name] : _models.Values.First();
    }

    private static string? NamedFor(IReadOnlyDictionary<string, string> routes, Purpose purpose) =>
        routes.FirstOrDefault(r => string.Equals(r.Key, purpose.ToString(), StringComparison.OrdinalIgnoreCase)).Value;
}
