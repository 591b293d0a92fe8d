using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What waits for people: a list that does not move by itself, and one proposal beside it.</summary>
public sealed partial class InboxPage(WaitingQuery waiting, Dealer dealer, AttentionChecks attention, LiveFeed feed, NavigationManager navigation) : LiveComponent
{
    private const int MostKnown = 20;
    private const int MostPassed = 1000; // what was passed over so long ago may come again

    private readonly HashSet<string> _passed = [];
    private readonly string _mark = $"{Guid.NewGuid():N}"; // of this page's own steps in the address
    private readonly ReadOrder _order = new();
    private Task _moving = Task.CompletedTask; // a key that comes while the list goes on waits for it
    private InboxView _view = InboxView.Empty;
    private InboxWindow _window = InboxWindow.Front;
    private QueueFilter _queue = QueueFilter.All;
    private Actor? _self;
    private string? _selected;
    private string? _address;
    private string? _answered;
    private AttentionTold? _told;
    private string? _madeUp; // in the list, and in no other
    private ImmutableArray<string> _known = [];
    private int _steps;
    private bool _isRead;
    private bool _isMoved; // to another window, of which nothing is shown yet
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
    private string Count => _queue.Words is not null && (_view.Next is not null || _window.After is not null) ? $"{_view.Waiting}+" : $"{_view.Waiting}";

    private string Suffix => QueueAddress.SuffixOf(_queue);

    protected override void OnInitialized() => Follow(feed, [Topic.Inbox, Topic.Tools, Topic.Setups]);

    protected override async Task OnParametersSetAsync()
    {
        var queue = QueueAddress.Read(Tool, Agent, Min, Max, Q, HandedTo, Escalated);
        var isOther = queue != _queue;
        if (isOther) (_queue, _view, _window, _selected, _isRead) = (queue, InboxView.Empty, InboxWindow.Front, null, false);
        if (Id != _address || isOther)
        {
            _address = Id;
            if (!IsLeftBehind) _selected = Id ?? _selected;
            if (_told?.ProposalId != _selected) _told = null;
        }

        if (_isRead) return;
        if (Id is { } id && await waiting.PlaceOfAsync(queue, id, CancellationToken.None) is (true, { } place) && queue == _queue) _window = new(place, 1); // who was led to one sees what stands around it
        await ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var (queue, window, read) = (_queue, _window, _order.Begin());
        var user = (await Authentication).User;
        (_self, _mayDecide) = (Actors.Of(user, Channel.Page), May.Any(user, May.Decide));
        var (pending, second) = await window.ReadAsync(waiting, queue, CancellationToken.None);
        var gone = await waiting.StandingAsync([.. _view.ToLookUp(pending)], CancellationToken.None);
        var isAll = window.After is null && pending.Next is null;
        var count = isAll ? pending.Items.Count : await waiting.CountAsync(queue, CancellationToken.None) ?? pending.Items.Count;
        if (queue != _queue || window != _window || !_order.MayShow(read)) return; // another was chosen while we read, or who began later was faster
        var shown = _isMoved ? InboxView.Empty : _view;
        _view = InboxView.From(shown, pending, shown.IsEmpty ? [] : gone, count) with { Second = second };
        var made = _mayDecide && queue == QueueFilter.All ? attention.ShownTo(_self) : null; // after a reload it is where it was
        if (made?.Id != _madeUp) (_madeUp, _view) = (null, _view.Without(_madeUp));
        if (made is not null) TakeIn(made);
        (_isRead, _isMoved) = (true, false);
        _selected ??= _view.FirstPending?.Id;
    }

    /// <summary>Somebody's own move: the list is made anew where they go. A read of where they were is shown no more.</summary>
    private Task GoAsync(InboxWindow window)
    {
        (_window, _isMoved) = (window, true);
        return ReadAsync();
    }

    private Task GoOnAsync() => _view.Next is null ? Task.CompletedTask : GoAsync(_window.On(_view));

    private async Task GoBackAsync()
    {
        if (_window.After is { } after) await GoAsync(new(await waiting.BackAsync(_queue, after, CancellationToken.None), InboxWindow.MostPages));
    }

    private Task GoToFrontAsync() => GoAsync(InboxWindow.Front);

    private Task InTurnAsync(Func<Task> move) => _moving = AfterAsync(_moving, move);

    private static async Task AfterAsync(Task before, Func<Task> move)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext); // whoever asked for that one is told
        await move();
    }

    private void Know(string decisionId) => _known = [.. _known.TakeLast(MostKnown - 1), decisionId];

    private void Narrow(QueueFilter queue) => navigation.NavigateTo($"/inbox{QueueAddress.SuffixOf(queue)}");

    private async Task LetInAsync()
    {
        _view = _view.LetIn();
        if (_view.Rows.Length > InboxView.MostRows) await GoAsync(_window);
        if (_view.Find(_selected) is null && _view.FirstPending is { } first) Show(first.Id);
    }

    /// <summary>Where the part that is shown ends, the list goes on.</summary>
    private async Task MoveAsync(int places)
    {
        var (row, before) = (_view.Beside(_selected, places), _view);
        if (row?.Id == _selected)
        {
            await (places > 0 ? GoOnAsync() : GoBackAsync());
            row = _view == before ? row : _view.Beyond(before, places);
        }

        if (row is null || row.Id == _selected) return;
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
    private void Tell(AttentionTold told) => (_told, _view) = (told, _view.Without(told.ProposalId) with { Waiting = _view.Waiting - 1 });

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
        if (_mayDecide && _queue == QueueFilter.All && await attention.DealAsync(_self, _view.NextDeadline(_passed, _answered), CancellationToken.None) is { } made)
        {
            TakeIn(made);
            Show(made.Id);
            return true;
        }

        if (await dealer.NextAsync(_queue, _self, _passed, CancellationToken.None) is not { } id || id == _selected) return false;
        _view = _view.LetIn(id).Bounded();
        Show(id);
        if (_view.Find(id) is null && await waiting.PlaceOfAsync(_queue, id, CancellationToken.None) is (true, var place)) await GoAsync(new(place, 1)); // it is shown where it stands
        return true;
    }

    private void TakeIn(ProposalView made) => (_madeUp, _view) = (made.Id, _view.With(InboxRow.Of(made)));

    private void Pass()
    {
        if (_passed.Count >= MostPassed) _passed.Clear();
        if (_selected is { } passed) _passed.Add(passed);
    }

    private void Show(string id)
    {
        (_selected, _told) = (id, null);
        StateHasChanged();
        navigation.NavigateTo($"/inbox/{id}{Suffix}", new NavigationOptions { ReplaceHistoryEntry = Id is not null, HistoryEntryState = $"{_mark} {++_steps}" });
    }

    /// <summary>The address is one of this page's own steps, and not its last: it comes by way of the browser, and keys are faster. A link and somebody's click carry no mark.</summary>
    private bool IsLeftBehind => navigation.HistoryEntryState?.Split(' ') is [var mark, var step] && mark == _mark && step != $"{_steps}";
}
