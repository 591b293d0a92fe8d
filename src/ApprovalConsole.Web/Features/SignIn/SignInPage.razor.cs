using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.SignIn;

/// <summary>Mode <c>Local</c>: the persons of the settings, to be one of.</summary>
public sealed partial class SignInPage(LocalUsers users) : ComponentBase
{
    [SupplyParameterFromQuery(Name = "ReturnUrl")]
    public string? ReturnUrl { get; set; }

    private IEnumerable<PersonView> People => users.All.Select(PersonView.Of);

    /// <summary>Only a path of ours: a link to this page must not lead elsewhere.</summary>
    private string LocalReturn => ReturnUrl is ['/', ..] and not ['/', '/' or '\\', ..] ? ReturnUrl : "/";
}
