using System.Globalization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>The page of an agent, a model or a budget: what holds, since when and by whom, and for admins the way to change it.</summary>
public sealed partial class SetupPage(LiveFeed feed) : LiveComponent
{
    private SetupView? _view; // null where there is none of the name
    private bool _isRead;
    private bool _mayConfigure;
    private bool _isProposer;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public SetupScope Scope { get; set; }

    /// <summary>Where it is laid down.</summary>
    [Parameter, EditorRequired]
    public required ISetups Setups { get; set; }

    /// <summary>Null: its name.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>What who may not edit reads.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The version that the history shows, as it stands in the address.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    public string? Version { get; set; }

    /// <summary><c>now</c>: compared with what holds, and not with the version before.</summary>
    [SupplyParameterFromQuery(Name = "against")]
    public string? Against { get; set; }

    private KindWords Words => KindWords.Of(Scope);

    private SetupTab Current => SetupTabs.Of(Tab) is var tab && SetupTabs.Has(tab, _mayConfigure) ? tab : SetupTab.Settings;

    private string? NoTab => string.IsNullOrEmpty(Tab) || SetupTabs.SlugOf(Current) == Tab ? null : Tab;

    protected override void OnInitialized() => Follow(feed, [Topic.Setups, Topic.Tools, Topic.Budgets]);

    protected override Task OnParametersSetAsync() => ReadAsync();

    protected override async Task ReadAsync()
    {
        var user = (await Authentication).User;
        _mayConfigure = May.Any(user, May.Configure);
        (_view, _isProposer) = (Setups.Find(Scope), Setups.IsProposer(Scope, Actors.Of(user, Channel.Page)));
        _isRead = true;
    }

    private static string Since(SetupView view) => view.Versions is [var last, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"version {last.Version}, laid down by {last.By} on {last.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
        : "as the settings file says; nobody has laid anything down";
}
