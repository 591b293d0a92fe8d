using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Agents;

/// <summary>An agent by its name.</summary>
public sealed record Agent(string Name, AgentSettings Settings)
{
    /// <summary>What it is, part by part. Its limits are not in it: each run keeps those that it began with.</summary>
    public string Print { get; } = AgentPrint.Of(
    [
        ("instructions", Settings.Instructions), ("tools", string.Join('\n', Settings.Tools)), ("delegatesTo", string.Join('\n', Settings.DelegatesTo)),
        ("routes", Settings.Routes.Count == 0 ? "" : JsonSerializer.Serialize(Settings.Routes.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new { r.Key, r.Value.Names }))),
        ("answer", Settings is { Answer.Needs: default(Domain.Answers.AnswerNeeds), AnswerApart: false } ? "" : $"{Settings.Answer.Needs} {Settings.AnswerApart}"),
    ]);
}

/// <summary>The agents of this console.</summary>
public sealed class AgentCatalog
{
    /// <param name="pipelines">Names of the console's pipelines: they work on runs as agents do.</param>
    /// <exception cref="SettingException">An agent asks for more than the console allows.</exception>
    public AgentCatalog(IReadOnlyDictionary<string, AgentSettings> agents, ConsoleOptions console, IEnumerable<string>? pipelines = null)
    {
        (Pipelines, MaxIterations) = ([.. pipelines ?? []], console.MaxIterations);
        foreach (var (name, agent) in agents)
        {
            if (name == CanarySource.Agent) throw new SettingException($"Agents:{name}", "is the name that the console tries its gate under: choose another");
            if (agent.Limits.Iterations > console.MaxIterations)
                throw new SettingException($"Agents:{name}:Limits:Iterations", $"is {agent.Limits.Iterations}, more than Console:MaxIterations ({console.MaxIterations})");
            if (LimitFault.Of(agent.Limits) is var (limit, fault)) throw new SettingException($"Agents:{name}:Limits:{limit}", fault);
            if (agent.DelegatesTo.FirstOrDefault(other => !agents.ContainsKey(other)) is { } stranger)
                throw new SettingException($"Agents:{name}:DelegatesTo", $"names {stranger}, which is no agent; there are {string.Join(", ", agents.Keys)}");
        }

        All = [.. agents.Select(a => new Agent(a.Key, a.Value))];
    }

    public IReadOnlyList<Agent> All { get; }

    /// <summary>Steps that an agent may be given at most.</summary>
    public int MaxIterations { get; }

    /// <summary>Names of the pipelines.</summary>
    public IReadOnlyList<string> Pipelines { get; }

    /// <summary>Whoever can be named as working on a run.</summary>
    public IReadOnlyList<string> Names => [.. All.Select(a => a.Name), .. Pipelines];

    /// <summary>An agent or a pipeline has this name.</summary>
    public bool Knows(string name) => Find(name) is not null || Pipelines.Contains(name);

    /// <summary>Why no budget can count what it spends; null where one can. A pipeline calls no model: what it asks for is spent by the agents that it asks, and a budget of its name would never be used up.</summary>
    public string? WhyNoBudget(string name) =>
        Find(name) is not null ? null
        : Pipelines.Contains(name) ? $"names the pipeline {name}, which spends nothing itself: bound the agents that it asks, or each of its runs by limits: {{ costUsd }} in its definition"
        : $"names the agent {name}, which is not among Agents";

    public Agent? Find(string name) => All.FirstOrDefault(a => a.Name == name);
}
