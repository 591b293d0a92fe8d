using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Pipelines;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.SampleDesk;
using ApprovalConsole.Web.Features.Budgets;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using ApprovalConsole.Web.Shared.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>Starts a run by hand.</summary>
public sealed partial class NewRunPage(AgentCatalog agents, PipelineCatalog pipelines, RunStarter starter, ConsoleFacts facts, Doorkeeper door, AssertionBounds bounds, BudgetControl budgets, NavigationManager navigation) : ComponentBase
{
    private readonly RunDraft _draft = new();
    private readonly PageOrder _order = new(door);
    private IReadOnlyList<BudgetView> _scarce = [];

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Which sample to fill in, from 1; anything else: none.</summary>
    [SupplyParameterFromQuery]
    public string? Sample { get; set; }

    private SampleRun? Wanted => AddressNumber.Read(Sample) is { } number && number >= 1 && number <= Samples.Length ? Samples[number - 1] : null;

    private string? NoSample => string.IsNullOrEmpty(Sample) || Wanted is not null ? null : Sample;

    private ImmutableArray<SampleRun> Samples => facts.IsDemo ? [.. SampleRuns.All, .. SampleRuns.Pipelines, SampleRuns.Watch, SampleRuns.Talk] : [];

    protected override Task OnInitializedAsync()
    {
        _draft.Agent = agents.All.Count > 0 ? agents.All[0].Name : "";
        if (Wanted is { } sample) _draft.Fill(sample);
        return LookAsync();
    }

    /// <summary>Whether there is money for what is about to be started.</summary>
    private async Task LookAsync() => _scarce = await budgets.ScarceForAsync(_draft.Agent, CancellationToken.None);

    private static string ScarceWords(BudgetView budget) =>
        $"{BudgetWords.Scope(budget.Scope)}: {Amounts.Usd(budget.SpentUsd)} of {Amounts.Usd(budget.LimitUsd)} are spent ({BudgetWords.Renews(budget)}). A run that finds too little for its first model call is not started.";

    private static string LimitsOf(Agent agent) =>
        $"{agent.Settings.Limits.Iterations} steps, {Amounts.Usd(agent.Settings.Limits.CostUsd)}, {Amounts.Seconds(agent.Settings.Limits.WallClockSeconds)} s";

    private async Task StartAsync()
    {
        if (_draft.ToRequest(out var fault) is not { } request)
        {
            _order.Fault = fault;
            return;
        }

        string? started = null;
        var isTaken = await _order.SendAsync(Authentication, May.StartRuns, async by =>
        {
            if (bounds.WhyNot(by, request) is { } beyond) return beyond;
            var (run, refusal) = await starter.StartAsync(request, by, _draft.Key, CancellationToken.None);
            started = run?.Id;
            return refusal;
        });
        if (isTaken) navigation.NavigateTo($"/runs/{started}");
    }
}
