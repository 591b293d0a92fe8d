using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Features.Reveal;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>One proposal, read from the journal and answered through the gate. What it says became of it is what was read back.</summary>
public sealed partial class ProposalDesk(ProposalsQuery proposals, Decisions decisions, DecisionChecks checks, Drafts drafts, AttentionChecks attention, Doorkeeper door, LiveFeed feed, TimeProvider time) : LiveComponent
{
    private CardView? _card;
    private bool _isMissing;
    private bool _isDamaged;
    private bool _mayDecide;
    private bool _isSending;
    private bool _hasDraft;
    private bool _isMadeUp;
    private bool _mustSignIn;
    private string? _message;
    private string? _successor;
    private string? _recalled;
    private (string CardKey, long At)? _painted;
    private Standing _standing = Standing.Free;
    private ImmutableArray<DifferenceView> _changes = [];
    private ImmutableDictionary<string, Revealed> _revealed = ImmutableDictionary<string, Revealed>.Empty; // by run, for this visit of the page
    private readonly Dictionary<string, TalkDraft> _talk = []; // by proposal, for this visit of the page
    private Reader? _reader;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>The proposal that took this one's place.</summary>
    [Parameter]
    public string? SuccessorId { get; set; }

    /// <summary>An answer was taken and is on the disk.</summary>
    [Parameter]
    public EventCallback<string> OnAnswered { get; set; }

    /// <summary>An answer was taken to a proposal that was made up: nothing was decided.</summary>
    [Parameter]
    public EventCallback<AttentionTold> OnTold { get; set; }

    /// <summary>It is known what became of the answer with this id: the browser need not keep it.</summary>
    [Parameter]
    public EventCallback<string> OnKnown { get; set; }

    protected override void OnInitialized() => Follow(feed, [Topic.Inbox, Topic.Tools, Topic.Setups]);

    protected override async Task OnParametersSetAsync()
    {
        if (_card?.Shown.Id == Id) return;
        (_message, _changes, _successor, _mustSignIn) = (null, [], null, false);
        await ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var id = Id;
        var user = (await Authentication).User;
        _mayDecide = May.Any(user, May.Decide);
        var reader = door.ReaderOf(user, Channel.Page) with { Revealed = _revealed.GetValueOrDefault(RunOf(id)) };
        var (standing, proposal, isDamaged) = await FindAsync(id, reader);
        var hasDraft = _mayDecide && RendererInfo.IsInteractive && proposal is { Status: ProposalStatus.Pending } && await drafts.FindAsync(id, reader.Actor, CancellationToken.None) is not null;
        if (id != Id) return; // another was chosen while we read
        if (_card is { } seen && proposal is not null && seen.Shown.Id == id && seen.Shown.ViewHash != proposal.ViewHash && !seen.Shown.Masked && !proposal.Masked) _changes = CardChanges.Between(seen.Shown, proposal);
        if (_card is { } before && proposal is not null && before.Shown.Id == id && proposal.Comments is [.., var last] && proposal.CommentCount > before.Shown.CommentCount && last.By != reader.Actor.Name) _message = $"{last.By} left a remark while you looked.";
        _isMadeUp = attention.Owns(id, reader.Actor);
        (_isMissing, _isDamaged, _card, _standing, _reader, _hasDraft) = (proposal is null, isDamaged, proposal is null ? null : CardView.Of(proposal), standing ?? Standing.Free, reader, hasDraft);
    }

    /// <summary>One that is damaged does not take the list beside it along.</summary>
    private async Task<(Standing?, ProposalView?, bool IsDamaged)> FindAsync(string id, Reader reader)
    {
        try
        {
            return (await checks.StandingOfAsync(id, reader.Actor, CancellationToken.None), await proposals.FindAsync(id, reader, CancellationToken.None), false);
        }
        catch (JournalDamagedException)
        {
            return (null, null, true);
        }
    }

    private RevealState Reveal => _card switch
    {
        { Shown.Masked: true } => RevealState.Masked,
        { } card when _revealed.ContainsKey(card.Shown.RunId) => RevealState.Revealed,
        _ => RevealState.Open,
    };

    private Task ShowAsync(Revealed revealed)
    {
        _revealed = _revealed.SetItem(revealed.RunId, revealed);
        return ReadAsync();
    }

    // Ids of proposals start with their run's.
    private static string RunOf(string id) => id.Split('.')[0];

    private TalkDraft DraftOf(string id) => _talk.TryGetValue(id, out var draft) ? draft : _talk[id] = new();

    private void Painted(CardView card) => _painted = (card.Key, time.GetTimestamp());

    private async Task AnswerAsync(PressedAnswer pressed)
    {
        if (_isSending) return; // the first press is kept and answered for; a second answers nothing
        var user = (await Authentication).User;
        if (WhyNot(pressed, May.Any(user, May.Decide)) is { } why)
        {
            _message = why;
            await OnKnown.InvokeAsync(pressed.Press.DecisionId);
            return;
        }

        var (answer, seenFor) = (pressed.Answer!, PaintedFor(pressed.Answer!.Card)); // before anything is waited for
        (_isSending, _message, _mustSignIn) = (true, null, false);
        Pace?.OwnFirst();
        try
        {
            var entry = await door.ForDecisionAsync(user, Channel.Page, CancellationToken.None);
            if (entry.Actor is { } self && await attention.AnswerAsync(answer.Card.Shown.Id, answer.ToRequest(pressed.Press.DecisionId), self, seenFor, CancellationToken.None) is { } told)
            {
                await OnKnown.InvokeAsync(pressed.Press.DecisionId);
                await OnTold.InvokeAsync(told);
                return;
            }

            var taken = entry.Actor is { } by
                ? await decisions.DecideAsync(answer.Card.Shown.Id, answer.ToRequest(pressed.Press.DecisionId), by, CancellationToken.None, entry.WhyNotCritical, seenFor)
                : new(null, entry.Refusal);
            _mustSignIn = taken.Refusal?.Code is RefusalCode.SignInAgain;
            if (taken.Proposal is { } now && now.Supersedes == answer.Card.Shown.Id) _successor = now.Id;
            (_message, _isSending) = (taken.Refusal is { } refusal ? RefusalText.Of(refusal) : null, false);
            if (taken.Refusal is null) await OnAnswered.InvokeAsync(answer.Card.Shown.Id); // what comes next is drawn before anything else is said of this one
            await OnKnown.InvokeAsync(pressed.Press.DecisionId);
            if (answer.Card.Shown.Id == Id) await ReadAsync();
        }
        catch (JournalUnavailableException)
        {
            _message = "Nothing was recorded: the journal cannot be written now. Press again; it counts once."; // the browser keeps the id
        }
        finally
        {
            _isSending = false;
        }
    }

    /// <summary>A remark or a hand-over of one that was made up: nobody else hears of it.</summary>
    private async Task AskedColleaguesAsync(Actor by)
    {
        if (_card is { } card && await attention.AnswerAsync(card.Shown.Id, null, by, PaintedFor(card), CancellationToken.None) is { } told) await OnTold.InvokeAsync(told);
    }

    private string? WhyNot(PressedAnswer pressed, bool mayDecide) => pressed switch
    {
        _ when !mayDecide => "Nothing was sent: deciding takes the role Reviewer.",
        { Answer: { } answer } when answer.Card.Key != _card?.Key => "This changed while you looked. Nothing was recorded; here is how it stands now.",
        { IsWhole: false } => "Nothing was sent: what you changed last was not in it yet. Look once more, then press again.",
        { Answer: { LetsGoOn: true } answer } => Dwell.WhyTooSoon(answer.Card.Shown.Reversibility, PaintedFor(answer.Card)),
        _ => null,
    };

    private TimeSpan? PaintedFor(CardView card) => _painted is { } painted && painted.CardKey == card.Key ? time.GetElapsedTime(painted.At) : null;
}
