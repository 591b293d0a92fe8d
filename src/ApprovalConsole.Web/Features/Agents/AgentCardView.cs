using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Json;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>One agent.</summary>
/// <param name="IsElsewhere">It runs outside of the console and sends its calls.</param>
/// <param name="Instructions">What it is told here; empty where it runs elsewhere.</param>
/// <param name="Tools">The strictest first.</param>
/// <param name="Unmatched">Names and patterns that no tool has.</param>
/// <param name="Budgets">Those that count it.</param>
/// <param name="Json">Its settings, as the API answers.</param>
public sealed record AgentCardView(
    string Name, bool IsElsewhere, string Description, string Instructions, ImmutableArray<AgentToolView> Tools, ImmutableArray<string> Unmatched, ImmutableArray<RouteLine> Routes,
    ImmutableArray<LimitLine> Limits, ImmutableArray<string> DelegatesTo, ImmutableArray<string> Budgets, string Print, string Json)
{
    private const int HeadCharacters = 340;
    private const int HeadLines = 5;
    private const int ToolsAtOnce = 16;

    /// <summary>Whether its answers wait for a person.</summary>
    public required string Answers { get; init; }

    /// <summary>How it talks with whom it works for; null where nobody here hears it.</summary>
    public required string? Talks { get; init; }

    /// <summary>How its calls are let in; null where it runs here.</summary>
    public required string? Gate { get; init; }

    /// <summary>How often an admin laid it down; 0: the settings file's word holds.</summary>
    public int Version { get; init; }

    /// <summary>Of its card on the page of all.</summary>
    public string Id => IdOf(Name);

    public string Link => LinkTo(Name);

    /// <summary>Its own page, with its history, and for admins the way to change it.</summary>
    public string Page => $"/agents/{Uri.EscapeDataString(Name)}";

    /// <summary>The beginning of what it is told; null where all of it is short.</summary>
    public string? Head => Instructions.Count(c => c is '\n') >= HeadLines || Cut.IsLonger(Instructions, HeadCharacters) ? $"{Cut.Head(Instructions, HeadCharacters, HeadLines).TrimEnd()}…" : null;

    public ImmutableArray<AgentToolView> FirstTools => [.. Tools.Take(ToolsAtOnce)];

    public ImmutableArray<AgentToolView> FurtherTools => [.. Tools.Skip(ToolsAtOnce)];

    public static string LinkTo(string agent) => $"/agents#{Uri.EscapeDataString(IdOf(agent))}";

    public static AgentCardView Of(AgentView view, IReadOnlyList<string> budgets) => view.Agent is var agent && agent.External is null
        ? Of(view) with { Budgets = [.. budgets.Where(b => BudgetScope.Read(b)?.Counts(agent.Name) is true)] }
        : Of(view);

    private static AgentCardView Of(AgentView view) => new(
        view.Agent.Name, view.Agent.External is not null, view.Agent.Settings.Description, view.Agent.Settings.Instructions,
        [.. view.Tools.OrderByDescending(t => t.Reversibility).ThenBy(t => t.Id, StringComparer.Ordinal)], view.Unmatched, RouteLine.Of(view.Routes),
        view.Agent.External is null ? LimitLine.OfRun(view.Agent.Settings.Limits) : LimitLine.OfSession(view.Agent.External), [.. view.Agent.Settings.DelegatesTo], [], view.Agent.Print, JsonOf(view.Agent))
    {
        Answers = AgentWords.Answers(view.Agent.Settings), Talks = view.Agent.External is null ? AgentWords.Talks(view.Agent.Settings.Conversation) : null,
        Version = view.Agent.Version, Gate = view.Agent.External is { } external ? AgentWords.Gate(external.Mode) : null,
    };

    private static string IdOf(string agent) => $"agent-{agent}";

    private static string JsonOf(Agent agent) => SpreadJson.Of(JsonSerializer.SerializeToElement(agent, ViewJson.Options));
}
