using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>The wall of runs, live.</summary>
public sealed partial class RunsPage(RunsQuery runs, AgentCatalog agents, LiveFeed feed, NavigationManager navigation) : LiveComponent
{
    private static readonly RunStatus[] Attention = [RunStatus.Halted, RunStatus.OutcomeUnknown];

    private RunsView? _view;
    private int _pages = 1;

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? Agent { get; set; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    private RunStatus? WantedStatus => Enum.TryParse<RunStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null;

    protected override void OnInitialized() => Follow(feed, [Topic.Runs]);

    protected override Task OnParametersSetAsync()
    {
        _pages = 1;
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var attention = new List<RunView>();
        foreach (var status in WantedStatus is null ? Attention : [])
            attention.AddRange((await runs.ListAsync(status, Agent, null, null, CancellationToken.None, Q)).Items);
        var pages = new List<Page<RunView>>();
        do
        {
            pages.Add(await runs.ListAsync(WantedStatus, Agent, pages is [.., var last] ? last.Next : null, null, CancellationToken.None, Q));
        }
        while (pages.Count < _pages && pages[^1].Next is not null);
        _view = RunsView.From(attention, pages);
    }

    private Task MoreAsync()
    {
        _pages++;
        return ReadAsync();
    }

    private void Filter(string? status, string? agent, string? words) => navigation.NavigateTo(navigation.GetUriWithQueryParameters("/runs", new Dictionary<string, object?>
    {
        ["status"] = status is "" ? null : status,
        ["agent"] = agent is "" ? null : agent,
        ["q"] = string.IsNullOrWhiteSpace(words) ? null : words.Trim(),
    }));
}
