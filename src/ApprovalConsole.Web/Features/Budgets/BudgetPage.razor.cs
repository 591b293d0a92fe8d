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

/// <summary>One budget; who may not change it reads its card.</summary>
public sealed partial class BudgetPage(BudgetSetups setups, BudgetControl budgets, LiveFeed feed, TimeProvider time) : LiveComponent
{
    private BudgetView? _budget;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>As in <see cref="Domain.Budgets.BudgetScope"/>.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    private SetupScope Scope => SetupScope.Budget(Name);

    protected override void OnInitialized() => Follow(feed, [Topic.Budgets]);

    protected override Task OnParametersSetAsync() => ReadAsync();

    protected override async Task ReadAsync() => _budget = May.Any((await Authentication).User, May.Configure) ? null : await budgets.FindAsync(Name, CancellationToken.None);
}
