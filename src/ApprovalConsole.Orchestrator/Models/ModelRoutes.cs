using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Which models are asked for what, in which order.</summary>
internal sealed class ModelRoutes
{
    private readonly IReadOnlyDictionary<string, ModelRoute> _models;
    private readonly AgentCatalog _agents;

    /// <exception cref="SettingException">An agent names a model that there is not.</exception>
    public ModelRoutes(IReadOnlyDictionary<string, ModelRoute> models, AgentCatalog agents)
    {
        (_models, _agents) = (models, agents);
        foreach (var agent in agents.All)
        foreach (var (purpose, order) in agent.Settings.Routes)
            Check($"Agents:{agent.Name}:Routes:{purpose}", purpose, order.Names);
    }

    /// <summary>Names and what stands behind them.</summary>
    public IEnumerable<ModelRoute> All => _models.Values;

    public ModelRoute this[string name] => _models[name];

    /// <summary>A purpose without a route takes <c>act</c>'s, then any.</summary>
    /// <returns>At least one name.</returns>
    public ImmutableArray<string> For(string agent, Purpose purpose)
    {
        var routes = _agents.Find(agent)?.Settings.Routes ?? new Dictionary<string, RouteOrder>();
        var order = NamedFor(routes, purpose) ?? NamedFor(routes, Purpose.Act) ?? routes.Values.FirstOrDefault();
        return order is not null ? [.. order.Names] : [_models.Keys.First()];
    }

    private void Check(string key, string purpose, IReadOnlyList<string> names)
    {
        if (!Enum.TryParse<Purpose>(purpose, ignoreCase: true, out _)) throw new SettingException(key, "is no purpose; there are plan, act, repair, summarize, answer");
        if (names.Count == 0 || names.Distinct().Count() != names.Count) throw new SettingException(key, "must name one model or more, each once");
        if (names.FirstOrDefault(name => !_models.ContainsKey(name)) is { } missing)
            throw new SettingException(key, $"names the model {missing}, which is not among Models ({string.Join(", ", _models.Keys)})");
    }

    private static RouteOrder? NamedFor(IReadOnlyDictionary<string, RouteOrder> routes, Purpose purpose) =>
        routes.FirstOrDefault(r => string.Equals(r.Key, purpose.ToString(), StringComparison.OrdinalIgnoreCase)).Value;
}
