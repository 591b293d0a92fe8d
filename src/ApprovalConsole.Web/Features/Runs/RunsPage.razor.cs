using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>The wall of runs, live.</summary>
public sealed partial class RunsPage(RunsQuery runs, AgentCatalog agents, LiveFeed feed, NavigationManager navigation) : LiveComponent
{
    private readonly ReadOrder _order = new();
    private RunsView? _view;
    private RunsWindow _window = new(null, null, null, null, 1);

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? Agent { get; set; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>Keeps the place in the address: whoever opens a run comes back to where they were.</summary>
    [SupplyParameterFromQuery]
    public string? Before { get; set; }

    private RunStatus? WantedStatus => Enum.TryParse<RunStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null;

    private string? NoStatus => string.IsNullOrEmpty(Status) || WantedStatus is not null ? null : Status;

    protected override void OnInitialized() => Follow(feed, [Topic.Runs]);

    protected override Task OnParametersSetAsync()
    {
        var asked = new RunsWindow(WantedStatus, Agent, Q, string.IsNullOrEmpty(Before) ? null : Before, Before is null or "" ? 1 : RunsWindow.MostPages);
        if (_view is not null && asked with { Pages = _window.Pages } == _window) return Task.CompletedTask; // the address follows what is shown already
        _window = asked;
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var (window, read) = (_window, _order.Begin());
        var view = await window.ReadAsync(runs, CancellationToken.None);
        if (window == _window && _order.MayShow(read)) _view = view; // another was chosen while we read, or who began later was faster
    }

    private Task GoOnAsync() => _view?.Next is null ? Task.CompletedTask : GoAsync(_window.On(_view.Second));

    private async Task GoBackAsync() => await GoAsync(await _window.BackAsync(runs, CancellationToken.None));

    private async Task GoAsync(RunsWindow window)
    {
        var isElsewhere = window.Before != _window.Before;
        _window = window;
        await ReadAsync();
        if (isElsewhere && window == _window) navigation.NavigateTo(navigation.GetUriWithQueryParameter("before", window.Before), replace: true);
    }

    private void Filter(string? status, string? agent, string? words) => navigation.NavigateTo(AddressOf(status, agent, words));

    private string AddressOf(string? status, string? agent, string? words) => navigation.GetUriWithQueryParameters("/runs", new Dictionary<string, object?>
    {
        ["status"] = status is "" ? null : status,
        ["agent"] = agent is "" ? null : agent,
        ["q"] = string.IsNullOrWhiteSpace(words) ? null : words.Trim(),
    });
}
