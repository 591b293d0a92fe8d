using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Agents;

/// <summary>An agent by its name.</summary>
public sealed record Agent(string Name, AgentSettings Settings);

/// <summary>The agents of this console.</summary>
public sealed class AgentCatalog
{
    private const int LongestSeconds = 86_400;

    /// <exception cref="SettingException">An agent asks for more than the console allows.</exception>
    public AgentCatalog(IReadOnlyDictionary<string, AgentSettings> agents, ConsoleOptions console)
    {
        foreach (var (name, agent) in agents)
        {
            if (name == CanarySource.Agent) throw new SettingException($"Agents:{name}", "is the name that the console tries its gate under: choose another");
            if (agent.Limits.Iterations > console.MaxIterations)
                throw new SettingException($"Agents:{name}:Limits:Iterations", $"is {agent.Limits.Iterations}, more than Console:MaxIterations ({console.MaxIterations})");
            if (!(agent.Limits.WallClockSeconds <= LongestSeconds))
                throw new SettingException($"Agents:{name}:Limits:WallClockSeconds", $"must be at most {LongestSeconds}");
            if (agent.Limits is { Iterations: < 1 } or { Tokens: < 1 } or { CostUsd: < 0 } or { WallClockSeconds: <= 0 } or { NoProgressSteps: < 1 })
                throw new SettingException($"Agents:{name}:Limits", "must be positive");
            if (agent.DelegatesTo.FirstOrDefault(other => !agents.ContainsKey(other)) is { } stranger)
                throw new SettingException($"Agents:{name}:DelegatesTo", $"names {stranger}, which is no agent; there are {string.Join(", ", agents.Keys)}");
        }

        All = [.. agents.Select(a => new Agent(a.Key, a.Value))];
    }

    public IReadOnlyList<Agent> All { get; }

    public Agent? Find(string name) => All.FirstOrDefault(a => a.Name == name);
}
