using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Sketching;

/// <summary>Servers with tools that nobody has laid down a policy for, and the way to go through them.</summary>
public sealed partial class UnproposedServers : ComponentBase
{
    private ImmutableArray<(string Source, int Without, string First)> _servers = [];

    [Parameter, EditorRequired]
    public required ImmutableArray<ToolView> Tools { get; set; }

    protected override void OnParametersSet() => _servers =
    [
        .. Tools.Where(t => t.Policy.Version == 0).GroupBy(t => t.Source).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Count(), g.OrderBy(t => !Claims(t)).ThenBy(t => t.Id, StringComparer.Ordinal).First().Id)),
    ];

    // What says that it reads is where one begins: checks look things up there.
    private static bool Claims(ToolView tool) => tool.Annotations is { ValueKind: System.Text.Json.JsonValueKind.Object } annotations
        && annotations.TryGetProperty("readOnlyHint", out var hint) && hint.ValueKind is System.Text.Json.JsonValueKind.True;
}
