using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>Every tool, what waits for an admin first.</summary>
public sealed partial class ToolsPage(Policies policies, LiveFeed feed) : LiveComponent
{
    private ToolsView _view = ToolsView.Empty;

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Tools]);
        return ReadAsync();
    }

    protected override Task ReadAsync()
    {
        _view = ToolsView.Of(policies.All, policies.Sources, id => policies.OpenChanges(id)?.Count ?? 0) with { NotOffered = [.. policies.NotOffered] };
        return Task.CompletedTask;
    }
}
