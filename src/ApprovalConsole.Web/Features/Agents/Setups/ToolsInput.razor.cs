using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>The tools of an agent as patterns, with how many they name now.</summary>
public sealed partial class ToolsInput(Policies policies) : ComponentBase
{
    private ImmutableArray<string> _all = [];

    [CascadingParameter]
    public required Edit Edit { get; set; }

    private string Named
    {
        get
        {
            var patterns = Edit.Draft.Items("tools").OfType<JsonValue>().Where(v => v.GetValueKind() is JsonValueKind.String).Select(v => v.GetValue<string>()).ToList();
            if (patterns.Count == 0) return "It calls nothing.";
            var (named, lost) = (_all.Count(t => patterns.Any(p => ToolNames.Matches(p, t))), patterns.Where(p => !_all.Any(t => ToolNames.Matches(p, t))).ToList());
            return $"Names {(named == 1 ? "one tool" : $"{named} tools")} as things are{(lost.Count == 0 ? "" : $"; {string.Join(", ", lost)} {(lost.Count == 1 ? "matches" : "match")} none")}.";
        }
    }

    protected override void OnInitialized() => _all = [.. policies.All.Select(t => t.Id).Order(StringComparer.Ordinal)];
}
