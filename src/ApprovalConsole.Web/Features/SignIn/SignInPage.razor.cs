using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.SignIn;

/// <summary>Mode <c>Local</c>: the persons of the settings, to be one of.</summary>
public sealed partial class SignInPage(LocalUsers users, ConsoleFacts facts, SignInSecret secret) : ComponentBase
{
    [SupplyParameterFromQuery(Name = "ReturnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>The identity provider did not let somebody in.</summary>
    [SupplyParameterFromQuery(Name = "failed")]
    public string? Failed { get; set; }

    /// <summary>What the console printed when it started.</summary>
    [SupplyParameterFromQuery(Name = "secret")]
    public string? Secret { get; set; }

    private bool IsOpen => facts.IsLocal && (!secret.IsNeeded || !string.IsNullOrEmpty(Secret));

    private IEnumerable<PersonView> People => IsOpen ? users.All.Select(PersonView.Of) : [];

    private string Words => IsOpen ? "This console runs on this machine only, so a click is enough."
        : facts.IsLocal ? "Open the address that the console printed when it started: it lets one browser in, once."
        : Failed is null ? "Your organization's sign-in says who you are." : "The sign-in did not succeed. Nobody is signed in.";

    /// <summary>Only a path of ours: a link to this page must not lead elsewhere.</summary>
    private string LocalReturn => Security.ReturnUrl.Local(ReturnUrl);
}
