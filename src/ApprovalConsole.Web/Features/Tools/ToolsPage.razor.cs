using System.Collections.Immutable;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>Every tool, the strictest class first.</summary>
public sealed partial class ToolsPage(Policies policies, LiveFeed feed) : LiveComponent
{
    private ImmutableArray<ToolGroup> _groups = [];

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Tools]);
        return ReadAsync();
    }

    protected override Task ReadAsync()
    {
        _groups = ToolGroup.From(policies.All);
        return Task.CompletedTask;
    }
}
