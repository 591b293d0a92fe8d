using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.SignIn;

/// <summary>Mode <c>Local</c>: the persons of the settings, to be one of.</summary>
public sealed partial class SignInPage(LocalUsers users, ConsoleFacts facts) : ComponentBase
{
    [SupplyParameterFromQuery(Name = "ReturnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>The identity provider did not let somebody in.</summary>
    [SupplyParameterFromQuery(Name = "failed")]
    public string? Failed { get; set; }

    private IEnumerable<PersonView> People => facts.IsLocal ? users.All.Select(PersonView.Of) : [];

    private string Words => facts.IsLocal ? "This console runs on this machine only, so a click is enough."
        : Failed is null ? "Your organization's sign-in says who you are." : "The sign-in did not succeed. Nobody is signed in.";

    /// <summary>Only a path of ours: a link to this page must not lead elsewhere.</summary>
    private string LocalReturn => Security.ReturnUrl.Local(ReturnUrl);
}
