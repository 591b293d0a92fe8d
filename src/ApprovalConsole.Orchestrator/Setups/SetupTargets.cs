using System.Diagnostics;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Where what is laid down comes into force: the agents and models that runs ask.</summary>
internal sealed class SetupTargets(AgentCatalog agents, ModelRoutes models)
{
    /// <summary>Each by its scope, as it holds now.</summary>
    public IEnumerable<KeyValuePair<string, Setup>> All() =>
    [
        .. agents.All.Select(a => KeyValuePair.Create(SetupScope.Agent(a.Name).ToString(), (Setup)new AgentSetup(a.Settings))),
        .. agents.External.Select(a => KeyValuePair.Create(SetupScope.Agent(a.Name).ToString(), (Setup)new ExternalAgentSetup(a.External!))),
        .. models.All.Select(m => KeyValuePair.Create(SetupScope.Model(m.Name).ToString(), (Setup)new PriceSetup(new ModelPrice(m.Price.Input, m.Price.CachedInput, m.Price.Output)))),
    ];

    /// <summary>What keeps it from holding, by its key (<c>Limits:Iterations</c>); empty where nothing does.</summary>
    public IReadOnlyList<(string Key, string Problem)> FaultsOf(string scope, Setup setup) => setup switch
    {
        AgentSetup agent => [.. agents.FaultsIn(agent.Settings), .. models.FaultsIn(agent.Settings.Routes)],
        ExternalAgentSetup agent => [.. AgentCatalog.FaultsIn(agent.Settings)],
        PriceSetup price => [.. PriceFaults.Of(price.Price)],
        _ => throw new UnreachableException(scope),
    };

    public void Put(string scope, Setup setup, int version)
    {
        var name = SetupScope.Read(scope)!.Value.Name;
        switch (setup)
        {
            case AgentSetup agent:
                agents.Put(name, agent.Settings, version);
                break;
            case ExternalAgentSetup agent:
                agents.Put(name, agent.Settings, version);
                break;
            case PriceSetup price:
                models.Put(name, price.Price.ToPrice());
                break;
            default:
                throw new UnreachableException(scope);
        }
    }
}
