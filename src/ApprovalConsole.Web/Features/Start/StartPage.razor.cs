using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Start;

/// <summary>Sends everybody to where their work is.</summary>
public sealed partial class StartPage(NavigationManager navigation) : ComponentBase
{
    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnInitializedAsync() =>
        navigation.NavigateTo(May.Any((await Authentication).User, May.SeeProposals) ? "/inbox" : "/runs", replace: true);
}
