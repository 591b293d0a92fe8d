using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What waits for people: a list that does not move by itself, and one proposal beside it.</summary>
public sealed partial class InboxPage(ProposalsQuery proposals, LiveFeed feed, NavigationManager navigation) : LiveComponent
{
    private const int MostKnown = 20;

    private InboxView _view = InboxView.Empty;
    private string? _selected;
    private string? _address;
    private string? _answered;
    private ImmutableArray<string> _known = [];
    private bool _isRead;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The proposal in the address; null: the first that waits.</summary>
    [Parameter]
    public string? Id { get; set; }

    private string Title => _view.Waiting > 0 ? $"({_view.Waiting}) Inbox · ApprovalConsole" : "Inbox · ApprovalConsole";

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Inbox, Topic.Tools]);
        return ReadAsync();
    }

    protected override void OnParametersSet()
    {
        if (Id == _address) return;
        _address = Id;
        _selected = Id ?? _selected;
    }

    protected override async Task ReadAsync()
    {
        var pending = await proposals.ListAsync(ProposalStatus.Pending, null, null, null, Page<ProposalView>.MostTake, CancellationToken.None);
        var reader = new Reader(Actors.Of((await Authentication).User, Channel.Page), MayDecide: false); // a list is looked at, and nothing is decided in it
        var gone = new List<ProposalView>();
        foreach (var id in _view.ToLookUp(pending))
            if (await FindGoneAsync(id, reader) is { } proposal) gone.Add(proposal);
        var waiting = pending.Next is null ? pending.Items.Count : await proposals.CountPendingAsync(CancellationToken.None);
        _view = InboxView.From(_view, pending, gone, waiting);
        _isRead = true;
        _selected ??= _view.FirstPending?.Id;
    }

    /// <summary>Null also of one that is damaged: nothing can be said of what became of it.</summary>
    private async Task<ProposalView?> FindGoneAsync(string id, Reader reader)
    {
        try
        {
            return await proposals.FindAsync(id, reader, CancellationToken.None);
        }
        catch (JournalDamagedException)
        {
            return null;
        }
    }

    private void Know(string decisionId) => _known = [.. _known.TakeLast(MostKnown - 1), decisionId];

    private void LetIn()
    {
        _view = _view.LetIn();
        if (_view.Find(_selected) is null && _view.FirstPending is { } first) Show(first);
    }

    private void Move(int places)
    {
        if (_view.Beside(_selected, places) is { } row && row.Id != _selected) Show(row);
    }

    /// <summary>An answer was taken: the next comes up at once; the answered one stays in the list with what becomes of it.</summary>
    private async Task Advance(string answered)
    {
        _answered = answered;
        if (_view.AfterAnswer(answered) is { } next) Show(next);
        await ReadAsync();
        if (_selected != answered) return;
        _view = _view.LetIn();
        if (_view.AfterAnswer(answered) is { } arrived) Show(arrived);
    }

    private void Show(InboxRow row)
    {
        _selected = row.Id;
        StateHasChanged();
        navigation.NavigateTo($"/inbox/{row.Id}", replace: Id is not null);
    }
}
