using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Dealing;
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
public sealed partial class InboxPage(WaitingQuery waiting, ProposalsQuery proposals, Dealer dealer, AttentionChecks attention, LiveFeed feed, NavigationManager navigation) : LiveComponent
{
    private const int MostKnown = 20;

    private readonly HashSet<string> _passed = [];
    private InboxView _view = InboxView.Empty;
    private QueueFilter _queue = QueueFilter.All;
    private Actor? _self;
    private string? _selected;
    private string? _address;
    private string? _answered;
    private AttentionTold? _told;
    private ImmutableArray<string> _known = [];
    private int _pages = 1;
    private bool _isRead;
    private bool _mayDecide;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The proposal in the address; null: the first that waits.</summary>
    [Parameter]
    public string? Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery]
    public string? Tool { get; set; }

    [SupplyParameterFromQuery]
    public string? Agent { get; set; }

    [SupplyParameterFromQuery]
    public string? Min { get; set; }

    [SupplyParameterFromQuery]
    public string? Max { get; set; }

    [SupplyParameterFromQuery(Name = "for")]
    public string? HandedTo { get; set; }

    [SupplyParameterFromQuery]
    public string? Escalated { get; set; }

    private string Title => _view.Waiting > 0 ? $"({Count}) Inbox · ApprovalConsole" : "Inbox · ApprovalConsole";

    private string Waiting => $"{Count} {(_queue == QueueFilter.All ? "waiting" : "found")}";

    // Of what was searched for there may be more than was looked at.
    private string Count => _queue.Words is not null && _view.Next is not null ? $"{_view.Waiting}+" : $"{_view.Waiting}";

    private string Suffix => QueueAddress.SuffixOf(_queue);

    protected override void OnInitialized() => Follow(feed, [Topic.Inbox, Topic.Tools, Topic.Setups]);

    protected override async Task OnParametersSetAsync()
    {
        var queue = QueueAddress.Read(Tool, Agent, Min, Max, Q, HandedTo, Escalated);
        var isOther = queue != _queue;
        if (isOther) (_queue, _view, _selected, _pages, _isRead) = (queue, InboxView.Empty, null, 1, false);
        if (Id != _address || isOther)
        {
            _address = Id;
            _selected = Id ?? _selected;
            if (_told?.ProposalId != _selected) _told = null;
        }

        if (!_isRead) await ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var queue = _queue;
        var user = (await Authentication).User;
        (_self, _mayDecide) = (Actors.Of(user, Channel.Page), May.Any(user, May.Decide));
        var pending = await ListAsync(queue);
        var reader = new Reader(_self, MayDecide: false); // a list is looked at, and nothing is decided in it
        var gone = new List<ProposalView>();
        foreach (var id in _view.ToLookUp(pending))
            if (await FindGoneAsync(id, reader) is { } proposal) gone.Add(proposal);
        var count = pending.Next is null ? pending.Items.Count : await waiting.CountAsync(queue, CancellationToken.None) ?? pending.Items.Count;
        if (queue != _queue) return; // another was chosen while we read
        _view = InboxView.From(_view, pending, gone, count);
        if (_mayDecide && queue == QueueFilter.All && attention.ShownTo(_self) is { } made) _view = _view.With(InboxRow.Of(made)); // after a reload it is where it was
        _isRead = true;
        _selected ??= _view.FirstPending?.Id;
    }

    /// <summary>As many pages as are shown, each where the one before it ended.</summary>
    private async Task<Page<ProposalView>> ListAsync(QueueFilter queue)
    {
        var shown = new Page<ProposalView>([], null);
        for (var page = 0; page < _pages && (page == 0 || shown.Next is not null); page++)
        {
            var next = await waiting.ListAsync(queue, shown.Next, Page<ProposalView>.MostTake, CancellationToken.None);
            shown = new([.. shown.Items, .. next.Items], next.Next);
        }

        return shown;
    }

    private async Task ShowMoreAsync()
    {
        _pages++;
        await ReadAsync();
        _view = _view.LetIn();
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

    private void Narrow(QueueFilter queue) => navigation.NavigateTo($"/inbox{QueueAddress.SuffixOf(queue)}");

    private void LetIn()
    {
        _view = _view.LetIn();
        if (_view.Find(_selected) is null && _view.FirstPending is { } first) Show(first.Id);
    }

    private void Move(int places)
    {
        if (_view.Beside(_selected, places) is not { } row || row.Id == _selected) return;
        Pass();
        Show(row.Id);
    }

    /// <summary>Not this one now: the next that is for whoever asks.</summary>
    private async Task PassAsync()
    {
        Pass();
        if (await DealAsync() || _told is null) return;
        (_told, _selected) = (null, _view.FirstPending?.Id);
        navigation.NavigateTo(_selected is null ? $"/inbox{Suffix}" : $"/inbox/{_selected}{Suffix}", replace: true);
    }

    /// <summary>What was answered was made up: it leaves the list, and the page says what was wrong with it.</summary>
    private void Tell(AttentionTold told) => (_told, _view) = (told, _view.Without(told.ProposalId));

    /// <summary>An answer was taken: the next comes up at once; the answered one stays in the list with what becomes of it.</summary>
    private async Task AdvanceAsync(string answered)
    {
        _answered = answered;
        if (await DealAsync()) return; // the list is read when the feed says so, as it is of everybody's answers: the next card comes first
        if (_view.AfterAnswer(answered) is { } next) Show(next.Id); // one that waits for others, rather than one that is done
        await ReadAsync();
        if (_selected != answered) return;
        _view = _view.LetIn();
        if (_view.AfterAnswer(answered) is { } arrived) Show(arrived.Id);
    }

    private async Task<bool> DealAsync()
    {
        if (_self is null) return false;
        if (_mayDecide && _queue == QueueFilter.All && await attention.DealAsync(_self, CancellationToken.None) is { } made)
        {
            _view = _view.With(InboxRow.Of(made));
            Show(made.Id);
            return true;
        }

        if (await dealer.NextAsync(_queue, _self, _passed, CancellationToken.None) is not { } id || id == _selected) return false;
        _view = _view.LetIn(id);
        Show(id);
        return true;
    }

    private void Pass()
    {
        if (_selected is { } passed) _passed.Add(passed);
    }

    private void Show(string id)
    {
        (_selected, _told) = (id, null);
        StateHasChanged();
        navigation.NavigateTo($"/inbox/{id}{Suffix}", replace: Id is not null);
    }
}
