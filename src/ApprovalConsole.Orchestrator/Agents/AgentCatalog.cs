using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Agents;

/// <summary>An agent by its name.</summary>
public sealed record Agent(string Name, AgentSettings Settings)
{
    /// <summary>How it is let in, where it runs elsewhere; null where it runs here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExternalAgentSettings? External { get; init; }

    /// <summary>What it is, part by part. Its limits are not in it: each run keeps those that it began with.</summary>
    public string Print { get; } = AgentPrint.Of(
    [
        ("instructions", Settings.Instructions), ("tools", string.Join('\n', Settings.Tools)), ("delegatesTo", string.Join('\n', Settings.DelegatesTo)),
        ("routes", Settings.Routes.Count == 0 ? "" : JsonSerializer.Serialize(Settings.Routes.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new { r.Key, r.Value.Names }))),
        ("answer", Settings is { Answer.Needs: default(Domain.Answers.AnswerNeeds), AnswerApart: false } ? "" : $"{Settings.Answer.Needs} {Settings.AnswerApart}"), ("conversation", Settings.Conversation is { AsksUser: false, StaysOpen: false } ? "" : $"{Settings.Conversation.AsksUser} {Settings.Conversation.StaysOpen}"),
    ]);
}

/// <summary>The agents of this console.</summary>
public sealed class AgentCatalog
{
    /// <summary>The agent of whoever comes by MCP and names none. Unless the settings say otherwise, it may ask for every admitted tool.</summary>
    public const string ByMcp = "mcp";

    /// <param name="pipelines">Names of the console's pipelines: they work on runs as agents do.</param>
    /// <param name="external">Agents that run elsewhere.</param>
    /// <exception cref="SettingException">An agent asks for more than the console allows.</exception>
    public AgentCatalog(
        IReadOnlyDictionary<string, AgentSettings> agents, ConsoleOptions console, IEnumerable<string>? pipelines = null, IReadOnlyDictionary<string, ExternalAgentSettings>? external = null)
    {
        (Pipelines, MaxIterations) = ([.. pipelines ?? []], console.MaxIterations);
        foreach (var (name, agent) in agents)
        {
            if (name == CanarySource.Agent) throw new SettingException($"Agents:{name}", "is the name that the console tries its gate under: choose another");
            if (agent.Limits.Iterations > agent.Conversation.MostIterations(console.MaxIterations))
                throw new SettingException($"Agents:{name}:Limits:Iterations", $"is {agent.Limits.Iterations}, more than {agent.Conversation.MostIterationsInWords(console.MaxIterations)}");
            if (LimitFault.Of(agent.Limits) is var (limit, fault)) throw new SettingException($"Agents:{name}:Limits:{limit}", fault);
            if (agent.Conversation.FaultIn(agent, console.MaxIterations) is var (setting, wrong)) throw new SettingException($"Agents:{name}:Conversation:{setting}", wrong);
            if (agent.DelegatesTo.FirstOrDefault(other => !agents.ContainsKey(other)) is { } stranger)
                throw new SettingException($"Agents:{name}:DelegatesTo", $"names {stranger}, which is no agent; there are {string.Join(", ", agents.Keys)}");
        }

        var outside = new Dictionary<string, ExternalAgentSettings>(external ?? new Dictionary<string, ExternalAgentSettings>());
        foreach (var (name, agent) in outside) Check(name, agent, agents);
        if (!agents.ContainsKey(ByMcp) && !Pipelines.Contains(ByMcp)) outside.TryAdd(ByMcp, new() { Tools = ["*"], Description = "Whoever comes by MCP and names no agent" });
        All = [.. agents.Select(a => new Agent(a.Key, a.Value))];
        External = [.. outside.Select(a => new Agent(a.Key, new() { Instructions = "", Tools = a.Value.Tools, Description = a.Value.Description, Limits = a.Value.Limits }) { External = a.Value })];
    }

    /// <summary>Those that run here.</summary>
    public IReadOnlyList<Agent> All { get; }

    /// <summary>Those that run elsewhere.</summary>
    public IReadOnlyList<Agent> External { get; }

    /// <summary>Steps that an agent may be given at most.</summary>
    public int MaxIterations { get; }

    /// <summary>Names of the pipelines.</summary>
    public IReadOnlyList<string> Pipelines { get; }

    /// <summary>Whoever a run can be started with.</summary>
    public IReadOnlyList<string> Names => [.. All.Select(a => a.Name), .. Pipelines];

    /// <summary>Whoever can work on a run, here or elsewhere.</summary>
    public IReadOnlyList<string> Everybody => [.. Names, .. External.Select(a => a.Name)];

    /// <summary>An agent or a pipeline has this name.</summary>
    public bool Knows(string name) => FindAny(name) is not null || Pipelines.Contains(name);

    /// <summary>What is said where nothing of this name is known any more: nor whether it was an agent's or a pipeline's.</summary>
    internal static string WhyGone(string name) => $"The settings name no agent or pipeline {name} any more.";

    /// <summary>Why no budget can count what it spends; null where one can. A pipeline calls no model: what it asks for is spent by the agents that it asks, and a budget of its name would never be used up.</summary>
    public string? WhyNoBudget(string name) =>
        Find(name) is not null ? null
        : FindExternal(name) is not null ? $"names {name}, which runs elsewhere: what its model costs is not known here"
        : Pipelines.Contains(name) ? $"names the pipeline {name}, which spends nothing itself: bound the agents that it asks, or each of its runs by limits: {{ costUsd }} in its definition"
        : $"names the agent {name}, which is not among Agents";

    /// <summary>An agent that runs here.</summary>
    public Agent? Find(string name) => All.FirstOrDefault(a => a.Name == name);

    /// <summary>An agent that runs elsewhere.</summary>
    public Agent? FindExternal(string name) => External.FirstOrDefault(a => a.Name == name);

    /// <summary>Either.</summary>
    public Agent? FindAny(string name) => Find(name) ?? FindExternal(name);

    private void Check(string name, ExternalAgentSettings agent, IReadOnlyDictionary<string, AgentSettings> agents)
    {
        var key = $"{ExternalAgentSettings.Section}:{name}";
        if (name == CanarySource.Agent) throw new SettingException(key, "is the name that the console tries its gate under: choose another");
        if (agents.ContainsKey(name) || Pipelines.Contains(name)) throw new SettingException(key, "is the name of an agent or a pipeline as well: runs are told apart by it, so it must be another");
        if (LimitFault.Of(agent.Limits) is var (limit, fault)) throw new SettingException($"{key}:Limits:{limit}", fault);
        if (agent.SessionEndsAfter <= TimeSpan.Zero || agent.SessionEndsAfter > LongestSession) throw new SettingException($"{key}:SessionEndsAfter", "must be more than nothing and at most a year");
    }

    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(366);
}
