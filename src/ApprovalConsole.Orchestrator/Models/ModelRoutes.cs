using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Models;

/// <summary>Which models are asked for what, in which order.</summary>
internal sealed class ModelRoutes
{
    private readonly AgentCatalog _agents;
    private volatile IReadOnlyDictionary<string, ModelRoute> _models;

    /// <exception cref="SettingException">An agent names a model that there is not.</exception>
    public ModelRoutes(IReadOnlyDictionary<string, ModelRoute> models, AgentCatalog agents)
    {
        (_models, _agents) = (models, agents);
        foreach (var agent in agents.All)
        foreach (var (key, fault) in FaultsIn(agent.Settings.Routes))
            throw new SettingException($"Agents:{agent.Name}:{key}", fault);
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

    /// <summary>What keeps routes from being gone, by their keys.</summary>
    public IEnumerable<(string Key, string Problem)> FaultsIn(IReadOnlyDictionary<string, RouteOrder> routes)
    {
        if (routes.Keys.GroupBy(purpose => purpose, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice) yield return ($"Routes:{twice.Last()}", "is there twice");
        foreach (var (purpose, order) in routes)
            if (FaultIn(purpose, order.Names) is { } fault) yield return ($"Routes:{purpose}", fault);
    }

    /// <summary>From now on the model costs this; a call that is out counts as it was reserved.</summary>
    public void Put(string name, Price price) => _models = _models.ToDictionary(m => m.Key, m => m.Key == name ? m.Value with { Price = price } : m.Value);

    private string? FaultIn(string purpose, IReadOnlyList<string> names)
    {
        if (!Enum.TryParse<Purpose>(purpose, ignoreCase: true, out _)) return "is no purpose; there are plan, act, repair, summarize, answer";
        if (names.Count == 0 || names.Distinct().Count() != names.Count) return "must name one model or more, each once";
        return names.FirstOrDefault(name => !_models.ContainsKey(name)) is { } missing ? $"names the model {missing}, which is not among Models ({string.Join(", ", _models.Keys)})" : null;
    }

    private static RouteOrder? NamedFor(IReadOnlyDictionary<string, RouteOrder> routes, Purpose purpose) =>
        routes.FirstOrDefault(r => string.Equals(r.Key, purpose.ToString(), StringComparison.OrdinalIgnoreCase)).Value;
}
