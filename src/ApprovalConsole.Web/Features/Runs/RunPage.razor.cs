using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Web.Shared;
using ApprovalConsole.Web.Shared.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>One run, live.</summary>
public sealed partial class RunPage(CommandGate gate, StopSwitch stops, LiveFeed feed) : LiveComponent
{
    private readonly Foam _foam = new();
    private RunPageView? _view;
    private bool _isMissing;
    private string? _followed;

    private bool _showsFoam;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter]
    public string Id { get; set; } = "";

    private string Writing => _showsFoam ? _foam.Text : "";

    private string Title => _view is { } view ? $"{StatusWords.Of(view.Status)} · {VisibleText.Plain(view.For)} · Run" : "Run";

    protected override Task OnParametersSetAsync()
    {
        if (_followed == Id) return Task.CompletedTask;
        (_followed, _view) = (Id, null);
        Follow(feed, [Topic.Run(Id), Topic.Stops], _foam.Add);
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var id = Id;
        var run = await gate.ReadAsync(id);
        var mayReadHeld = May.ReadHeldAnswers((await Authentication).User);
        if (id != Id) return;
        _showsFoam = mayReadHeld || run is { AnswerNeeds: AnswerNeeds.Nothing };
        (_view, _isMissing) = (run is null ? null : RunPageView.Of(mayReadHeld ? run : HeldAnswers.LeftOut(run), stops.HoldOn(run)), run is null);
        _foam.Follow(_view?.Live?.Key);
    }
}
