using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>One tool: what it may do, since when and by whom, and what its server says of it.</summary>
public sealed partial class ToolPage(Policies policies, Doorkeeper door, LiveFeed feed) : LiveComponent
{
    private readonly PageOrder _order = new(door);
    private ToolPageView? _view;
    private bool _isRead;
    private bool _mayConfigure;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The version that the history shows, as it stands in the address.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    public string? Version { get; set; }

    /// <summary><c>now</c>: compared with what holds, and not with the version before.</summary>
    [SupplyParameterFromQuery(Name = "against")]
    public string? Against { get; set; }

    private bool IsAgainstNow => Against == "now";

    private ToolTab Current => ToolTabs.Of(Tab) is var tab && ToolPageView.HasTab(tab, _mayConfigure) ? tab : ToolTab.Policy;

    private string? NoTab => string.IsNullOrEmpty(Tab) || ToolTabs.SlugOf(Current) == Tab ? null : Tab;

    protected override void OnInitialized() => Follow(feed, [Topic.Tools]);

    protected override Task OnParametersSetAsync() => ReadAsync();

    protected override async Task ReadAsync()
    {
        var user = (await Authentication).User;
        _mayConfigure = May.Any(user, May.Configure);
        _view = ToolPageView.Of(policies, Id, Actors.Of(user, Channel.Page));
        _isRead = true;
    }

    private async Task AdmitAsync(string definitionHash)
    {
        await _order.SendAsync(Authentication, May.Configure, by => policies.AdmitAsync(Id, definitionHash, by, CancellationToken.None));
        await ReadAsync();
    }
}
