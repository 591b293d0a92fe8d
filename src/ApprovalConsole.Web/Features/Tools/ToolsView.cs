using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>Every tool: what waits for an admin first, then by class, the strictest first; and servers that do not answer.</summary>
public sealed record ToolsView(ImmutableArray<WaitingTool> Waiting, ImmutableArray<ToolGroup> Groups, ImmutableArray<SourceView> Silent)
{
    /// <summary>Ids of tools that their server does not offer, though it answers.</summary>
    public ImmutableArray<string> NotOffered { get; init; } = [];

    public static readonly ToolsView Empty = new([], [], []);

    /// <param name="changesOf">How many policies of a tool wait for a second admin.</param>
    public static ToolsView Of(IReadOnlyList<ToolView> tools, IReadOnlyList<SourceView> sources, Func<string, int> changesOf) => new(
        [.. tools.Select(t => (Tool: t, Why: WhyWaits(t, changesOf(t.Id)))).Where(t => t.Why.Length > 0).Select(t => new WaitingTool(t.Tool, t.Why, TabFor(t.Tool))).OrderBy(t => t.Tool.Id, StringComparer.Ordinal)],
        ToolGroup.From(tools), [.. sources.Where(s => s.Reason is not null)]);

    public ImmutableArray<ToolView> All => [.. Groups.SelectMany(g => g.Tools)];

    private static string WhyWaits(ToolView tool, int changes) => string.Join("; ", new[]
    {
        tool.Status switch
        {
            ToolStatus.NotAdmitted => "new: not admitted yet",
            ToolStatus.Changed => "its definition has changed",
            _ => "",
        },
        changes switch
        {
            0 => "",
            1 => "a change of its policy waits for a second admin",
            _ => $"{changes} changes of its policy wait for a second admin",
        },
    }.Where(why => why.Length > 0));

    private static ToolTab TabFor(ToolView tool) => tool.Status is ToolStatus.NotAdmitted or ToolStatus.Changed ? ToolTab.Definition : ToolTab.Policy;
}

/// <summary>A tool with which an admin has something to do.</summary>
public sealed record WaitingTool(ToolView Tool, string Why, ToolTab Tab);
