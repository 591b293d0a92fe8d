using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>One tool: what it says it does, and what it may do.</summary>
public sealed partial class ToolPage(Policies policies, LiveFeed feed) : LiveComponent
{
    private ToolView? _tool;

    [Parameter]
    public string Id { get; set; } = "";

    protected override void OnInitialized() => Follow(feed, [Topic.Tools]);

    protected override Task OnParametersSetAsync() => ReadAsync();

    protected override Task ReadAsync()
    {
        _tool = policies.Find(Id);
        return Task.CompletedTask;
    }
}
