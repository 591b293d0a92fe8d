using System.Globalization;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Features.Tools.Words;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A standing approval: within which bounds nobody is asked, and until when.</summary>
public sealed partial class StandingBoxes(TimeProvider time) : ComponentBase
{
    private const string Standing = "standing";
    private const int Days = 30;

    private static readonly IReadOnlyList<(string, string)> Choices = [(nameof(Asking.Person), "a person, always"), (nameof(Asking.ByRule), "nobody, within the bounds of a standing approval")];

    [CascadingParameter]
    public required Edit Edit { get; set; }

    private static string? QuotaWordsOf(JsonNode? quota) => RuleWords.Of<QuotaRule>(quota, q => $"{RuleWords.Quota(q)}.");

    private static JsonObject Quota(string per) => new() { ["window"] = "P1D", ["per"] = per };

    private static JsonObject EachUser() => Quota(nameof(QuotaScope.Principal));

    private Task ChooseAsync(string chosen)
    {
        var draft = Edit.Draft;
        if (chosen is not nameof(Asking.ByRule)) return Edit.OnChange.InvokeAsync(draft.With("approval", null).With(Standing, null));
        return Edit.OnChange.InvokeAsync(draft.With("approval", chosen).With(Standing, draft.Read(Standing) ?? new JsonObject
        {
            ["when"] = new SimpleCondition(Edit.LikelyArgument, "maximum", null).ToJson(),
            ["quotas"] = new JsonArray(EachUser(), Quota(nameof(QuotaScope.Tool))),
            ["expiresAt"] = time.GetUtcNow().UtcDateTime.AddDays(Days).ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture),
        }));
    }
}
