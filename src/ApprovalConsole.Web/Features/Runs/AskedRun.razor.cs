using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>The run of an agent that a pipeline asked, within the pipeline's own page. What is masked stays so: its own page reveals.</summary>
public sealed partial class AskedRun(Masks masks, LiveFeed feed) : LiveComponent
{
    private RunPageView? _view;

    [Parameter, EditorRequired]
    public string RunId { get; set; } = "";

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Run(RunId)]);
        return ReadAsync();
    }

    protected override async Task ReadAsync() => _view = (await masks.ReadAsync(RunId, null))?.Run is { } run ? RunPageView.Of(HeldAnswers.LeftOut(run)) : null;
}
