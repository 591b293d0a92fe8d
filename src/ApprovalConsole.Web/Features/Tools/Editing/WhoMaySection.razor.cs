using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Features.Tools.Words;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>Whose calls they may be, who may approve them, and when nobody is asked.</summary>
public sealed partial class WhoMaySection : ComponentBase
{
    [CascadingParameter]
    public required Edit Edit { get; set; }

    private static string? RuleWordsOf(JsonNode? rule) => RuleWords.Of<AuthorizationRule>(rule, RuleWords.Of);

    private static string? ReviewerWordsOf(JsonNode? reviewer) => RuleWords.Of<ReviewerRule>(reviewer, RuleWords.Of);

    private static JsonObject NewRule() => new() { ["quota"] = new JsonObject { ["window"] = "P1D", ["per"] = "Principal" } };

    private static JsonObject NewReviewer() => [];

    private JsonObject Bounds() => new SimpleCondition(Edit.LikelyArgument, "maximum", null).ToJson();
}
