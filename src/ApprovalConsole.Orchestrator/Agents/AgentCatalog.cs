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

    /// <summary>How often an admin laid it down; 0 where the settings' word holds.</summary>
    public int Version { get; init; }

    /// <summary>What it is, part by part. Its limits are not in it: each run keeps those that it began with.</summary>
    public string Print { get; } = AgentPrint.Of(
    [
        ("instructions", Settings.Instructions), ("tools", string.Join('\n', Settings.Tools)), ("delegatesTo", string.Join('\n', Settings.DelegatesTo)),
        ("routes", Settings.Routes.Count == 0 ? "" : JsonSerializer.Serialize(Settings.Routes.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new { r.Key, r.Value.Names }))),
        ("answer", Settings is { Answer.Needs: default(Domain.Answers.AnswerNeeds), AnswerApart: false } ? "" : $"{Settings.Answer.Needs} {Settings.AnswerApart}"), ("conversation", Settings.Conversation is { AsksUser: false, StaysOpen: false } ? "" : $"{Settings.Conversation.AsksUser} {Settings.Conversation.StaysOpen}"),
    ]);
}

/// <summary>The agents of this console: which there are, the settings say; what each is, they or an admin.</summary>
public sealed class AgentCatalog
{
    /// <summary>The agent of whoever comes by MCP and names none. Unless the settings say otherwise, it may ask for every admitted tool.</summary>
    public const string ByMcp = "mcp";

    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(366);

    private readonly IReadOnlyList<string> _names;
    private volatile IReadOnlyList<Agent> _all;
    private volatile IReadOnlyList<Agent> _external;
    private int _revision;

    /// <param name="pipelines">Names of the console's pipelines: they work on runs as agents do.</param>
    /// <param name="external">Agents that run elsewhere.</param>
    /// <exception cref="SettingException">An agent asks for more than the console allows.</exception>
    public AgentCatalog(
        IReadOnlyDictionary<string, AgentSettings> agents, ConsoleOptions console, IEnumerable<string>? pipelines = null, IReadOnlyDictionary<string, ExternalAgentSettings>? external = null)
    {
        (Pipelines, MaxIterations, _names) = ([.. pipelines ?? []], console.MaxIterations, [.. agents.Keys]);
        foreach (var (name, agent) in agents)
        {
            if (name == CanarySource.Agent) throw new SettingException($"Agents:{name}", "is the name that the console tries its gate under: choose another");
            foreach (var (key, fault) in FaultsIn(agent)) throw new SettingException($"Agents:{name}:{key}", fault);
        }

        var outside = new Dictionary<string, ExternalAgentSettings>(external ?? new Dictionary<string, ExternalAgentSettings>());
        foreach (var (name, agent) in outside) Check(name, agent, agents);
        if (!agents.ContainsKey(ByMcp) && !Pipelines.Contains(ByMcp)) outside.TryAdd(ByMcp, new() { Tools = ["*"], Description = "Whoever comes by MCP and names no agent" });
        _all = [.. agents.Select(a => new Agent(a.Key, a.Value))];
        _external = [.. outside.Select(a => Of(a.Key, a.Value, 0))];
    }

    /// <summary>Those that run here.</summary>
    public IReadOnlyList<Agent> All => _all;

    /// <summary>Those that run elsewhere.</summary>
    public IReadOnlyList<Agent> External => _external;

    /// <summary>Another number whenever an agent that runs here is another, once it is.</summary>
    internal int Revision => Volatile.Read(ref _revision);

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

    /// <summary>What keeps an agent that runs here from holding, by its key; which models it may name, the routes say.</summary>
    internal IEnumerable<(string Key, string Problem)> FaultsIn(AgentSettings agent)
    {
        if (agent.Limits.Iterations > agent.Conversation.MostIterations(MaxIterations))
            yield return ("Limits:Iterations", $"is {agent.Limits.Iterations}, more than {agent.Conversation.MostIterationsInWords(MaxIterations)}");
        if (LimitFault.Of(agent.Limits) is var (limit, fault)) yield return ($"Limits:{limit}", fault);
        if (agent.Conversation.FaultIn(agent, MaxIterations) is var (setting, wrong)) yield return ($"Conversation:{setting}", wrong);
        if (agent.DelegatesTo.FirstOrDefault(other => !_names.Contains(other)) is { } stranger)
            yield return ("DelegatesTo", $"names {stranger}, which is no agent; there are {string.Join(", ", _names)}");
    }

    /// <summary>What keeps an agent that runs elsewhere from being let in, by its key.</summary>
    internal static IEnumerable<(string Key, string Problem)> FaultsIn(ExternalAgentSettings agent)
    {
        if (LimitFault.Of(agent.Limits) is var (limit, fault)) yield return ($"Limits:{limit}", fault);
        if (agent.SessionEndsAfter <= TimeSpan.Zero || agent.SessionEndsAfter > LongestSession) yield return ("SessionEndsAfter", "must be more than nothing and at most a year");
    }

    /// <summary>From now on it is so: runs that go on ask for it step by step, and keep only their limits.</summary>
    internal void Put(string name, AgentSettings settings, int version)
    {
        _all = [.. _all.Select(a => a.Name == name ? new Agent(name, settings) { Version = version } : a)];
        Interlocked.Increment(ref _revision);
    }

    internal void Put(string name, ExternalAgentSettings settings, int version) => _external = [.. _external.Select(a => a.Name == name ? Of(name, settings, version) : a)];

    private static Agent Of(string name, ExternalAgentSettings agent, int version) =>
        new(name, new() { Instructions = "", Tools = agent.Tools, Description = agent.Description, Limits = agent.Limits }) { External = agent, Version = version };

    private void Check(string name, ExternalAgentSettings agent, IReadOnlyDictionary<string, AgentSettings> agents)
    {
        var key = $"{ExternalAgentSettings.Section}:{name}";
        if (name == CanarySource.Agent) throw new SettingException(key, "is the name that the console tries its gate under: choose another");
        if (agents.ContainsKey(name) || Pipelines.Contains(name)) throw new SettingException(key, "is the name of an agent or a pipeline as well: runs are told apart by it, so it must be another");
        foreach (var (setting, fault) in FaultsIn(agent)) throw new SettingException($"{key}:{setting}", fault);
    }
}
