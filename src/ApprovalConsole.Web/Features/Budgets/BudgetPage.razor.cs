using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>One budget: what may be spent, since when and by whom, and for admins the way to change it.</summary>
public sealed partial class BudgetPage(BudgetSetups setups, BudgetControl budgets, LiveFeed feed, TimeProvider time) : LiveComponent
{
    private SetupView? _view;
    private BudgetView? _budget;
    private bool _isRead;
    private bool _mayConfigure;
    private bool _isProposer;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>As in <see cref="Domain.Budgets.BudgetScope"/>.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The version that the history shows, as it stands in the address.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    public string? Version { get; set; }

    /// <summary><c>now</c>: compared with what holds, and not with the version before.</summary>
    [SupplyParameterFromQuery(Name = "against")]
    public string? Against { get; set; }

    private SetupScope Scope => SetupScope.Budget(Name);

    protected override void OnInitialized() => Follow(feed, [Topic.Budgets]);

    protected override Task OnParametersSetAsync() => ReadAsync();

    protected override async Task ReadAsync()
    {
        var user = (await Authentication).User;
        _mayConfigure = May.Any(user, May.Configure);
        (_view, _isProposer) = (setups.Find(Scope), setups.IsProposer(Scope, Actors.Of(user, Channel.Page)));
        _budget = _mayConfigure ? null : await budgets.FindAsync(Name, CancellationToken.None);
        _isRead = true;
    }
}
