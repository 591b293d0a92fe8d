using System.Security.Claims;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Web.Features.Reveal;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using ApprovalConsole.Web.Shared.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>One run, live.</summary>
public sealed partial class RunPage(Masks masks, AttentionChecks attention, StopSwitch stops, BudgetControl budgets, SinceThen since, LiveFeed feed) : LiveComponent
{
    private readonly Foam _foam = new();
    private RunPageView? _view;
    private bool _isMissing;
    private string? _followed;
    private IDisposable? _commits;
    private Revealed? _revealed;
    private RevealState _reveal;

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
        (_followed, _view, _revealed) = (Id, null, null);
        _commits?.Dispose();
        _commits = feed.Subscribe(Topic.Run(Id), _foam.Hold);
        Follow(feed, [Topic.Run(Id), Topic.Stops, Topic.Tools, Topic.Setups], _foam.Add);
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var id = Id;
        var round = _foam.Round; // before it is read: what is committed meanwhile is not in it
        var user = (await Authentication).User;
        var shown = attention.RunShownTo(id, Actors.Of(user, Channel.Page)) ?? await masks.ReadAsync(id, _revealed);
        var run = shown?.Run;
        var mayReadHeld = May.ReadHeldAnswers(user);
        if (id != Id) return;
        _showsFoam = shown is { IsMasked: false } && (mayReadHeld || run is { AnswerNeeds: AnswerNeeds.Nothing });
        _reveal = shown is { IsMasked: true } ? RevealState.Masked : _revealed is null ? RevealState.Open : RevealState.Revealed;
        (_view, _isMissing) = (run is null ? null : RunPageView.Of(mayReadHeld ? run : HeldAnswers.LeftOut(run), stops.HoldOn(run), budgets.HasWaiting(run.Id)).With(since.OfAgent(run), since.OfCalls(run)) with { MaySay = MaySay(run, user) }, run is null);
        _foam.Follow(_view?.Live?.Key, round);
    }

    protected override void Dispose(bool disposing)
    {
        _commits?.Dispose();
        base.Dispose(disposing);
    }

    private static bool MaySay(Run run, ClaimsPrincipal user) =>
        run is { End: null, Cancelling: null, TakesMessages: true, HasRoomForMessage: true } && May.Any(user, May.StartRuns) && run.RequestedBy.IsSameAs(Actors.Of(user, Channel.Page));

    private Task ShowAsync(Revealed revealed)
    {
        _revealed = revealed;
        return ReadAsync();
    }
}
