using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>How many calls, or how much in sum, within a time.</summary>
public sealed partial class QuotaBoxes : ComponentBase
{
    private static readonly IReadOnlyList<(string, string)> Scopes = [("Principal", "for each user"), ("Agent", "for each agent"), ("Tool", "for all together")];

    [Parameter, EditorRequired]
    public string Place { get; set; } = "";
}
