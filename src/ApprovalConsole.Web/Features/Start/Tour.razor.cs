using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Start;

/// <summary>What there is to do here for whoever comes for the first time, by their roles. The browser remembers that it was enough.</summary>
public sealed partial class Tour(ConsoleFacts facts) : ComponentBase
{
    private ImmutableArray<TourStep> _steps = [];

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnInitializedAsync() => _steps = TourStep.For((await Authentication).User, facts.IsDemo);
}
