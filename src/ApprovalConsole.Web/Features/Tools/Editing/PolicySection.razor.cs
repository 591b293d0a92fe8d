using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Features.Tools.Words;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>How far a call can be taken back, what reviewers read of it, and its times.</summary>
public sealed partial class PolicySection : ComponentBase
{
    private static readonly IReadOnlyList<(string, string)> Classes = [.. Enum.GetValues<Reversibility>().Select(c => (c.ToString(), $"{c}: {ToolGroup.MeaningOf(c)}"))];

    private static readonly IReadOnlyList<(string, string)> Told = [.. Enum.GetNames<EscalationTarget>().Select(role => (role, role))];

    [CascadingParameter]
    public required Edit Edit { get; set; }

    private static string? RuleWordsOf(JsonNode? rule) => RuleWords.Of<ClassRule>(rule, RuleWords.Of);

    private static string? FactWordsOf(JsonNode? fact) => RuleWords.Of<FactRule>(fact, RuleWords.Of);

    private static string? ProbeWordsOf(JsonNode? probe) => RuleWords.Of<ProbeRule>(probe, RuleWords.Of);

    private JsonObject NewRule() => new() { ["when"] = new SimpleCondition(Edit.LikelyArgument, "minimum", null).ToJson(), ["reversibility"] = nameof(Reversibility.Critical) };

    private static JsonObject NewProbe() => new() { ["tool"] = "", ["arguments"] = new JsonObject(), ["happened"] = new JsonObject() };

    private static JsonObject NewEscalation() => new() { ["after"] = "04:00:00", ["to"] = nameof(EscalationTarget.Admin) };

    private static JsonObject NewFact() => new() { ["name"] = "", ["tool"] = "", ["arguments"] = new JsonObject() };
}
