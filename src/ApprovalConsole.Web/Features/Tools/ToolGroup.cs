using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>The tools of one class.</summary>
public sealed record ToolGroup(Reversibility Class, ImmutableArray<ToolView> Tools)
{
    public string Meaning => MeaningOf(Class);

    public static ImmutableArray<ToolGroup> From(IEnumerable<ToolView> tools) =>
        [.. tools.GroupBy(t => t.Policy.Reversibility).OrderByDescending(g => g.Key).Select(g => new ToolGroup(g.Key, [.. g.OrderBy(t => t.Id, StringComparer.Ordinal)]))];

    public static string MeaningOf(Reversibility reversibility) => reversibility switch
    {
        Reversibility.ReadOnly => "reads only; runs by itself",
        Reversibility.Reversible => "an undo exists; runs by itself",
        Reversibility.Irreversible => "cannot be undone; a person decides",
        Reversibility.Critical => "cannot be undone and matters more; two people decide",
        _ => "never runs",
    };

    public static string PeopleFor(ToolView tool) => tool.Policy.Reversibility switch
    {
        Reversibility.Critical => Math.Max(2, tool.Policy.Approvals).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Reversibility.Irreversible => tool.Policy.Approvals.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "—",
    };

    public static string StateOf(ToolView tool) => tool.Status switch
    {
        ToolStatus.Active => "active",
        ToolStatus.NotAdmitted => "not admitted",
        var status => status.ToString().ToLowerInvariant(),
    };
}
