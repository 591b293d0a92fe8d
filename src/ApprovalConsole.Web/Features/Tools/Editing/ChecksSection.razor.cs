using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Web.Features.Tools.Words;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>Whether the values of a call are plausible.</summary>
public sealed partial class ChecksSection : ComponentBase
{
    private static readonly IReadOnlyList<(string, string)> Operators = [("<", "< less than"), ("<=", "≤ at most"), (">", "> more than"), (">=", "≥ at least"), ("==", "= equal to"), ("!=", "≠ other than")];

    [CascadingParameter]
    public required Edit Edit { get; set; }

    private static string? WordsOf(JsonNode? check) => RuleWords.Of<CheckRule>(check, RuleWords.Of);

    private JsonObject NewCheck() => new() { ["argument"] = $"/{Edit.LikelyArgument}", ["range"] = new JsonObject() };
}
