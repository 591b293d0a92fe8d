using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>One proposal, read from the journal and answered through the gate. What it says became of it is what was read back.</summary>
public sealed partial class ProposalDesk(ProposalsQuery proposals, Decisions decisions, LiveFeed feed, TimeProvider time) : LiveComponent
{
    private CardView? _card;
    private bool _isMissing;
    private bool _mayDecide;
    private bool _isSending;
    private string? _message;
    private string? _successor;
    private (string CardKey, long At)? _painted;
    private (CardAnswer Answer, string DecisionId)? _unanswered;

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

    protected override void OnInitialized() => Follow(feed, [Topic.Inbox]);

    protected override async Task OnParametersSetAsync()
    {
        if (_card?.Shown.Id == Id) return;
        (_message, _unanswered, _successor) = (null, null, null);
        await ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var id = Id;
        var user = (await Authentication).User;
        _mayDecide = May.Any(user, May.Decide);
        var proposal = await proposals.FindAsync(id, Actors.Of(user, Channel.Page), CancellationToken.None);
        if (id != Id) return; // another was chosen while we read
        (_isMissing, _card) = (proposal is null, proposal is null ? null : CardView.Of(proposal));
    }

    private void Painted(CardView card) => _painted = (card.Key, time.GetTimestamp());

    private async Task AnswerAsync(CardAnswer answer)
    {
        // A press on a card that was replaced, or a second press, answers nothing.
        if (_isSending || answer.Card.Key != _card?.Key) return;
        if (answer.Approves && Dwell.WhyTooSoon(answer.Card.Shown.Reversibility, PaintedFor(answer.Card)) is { } tooSoon)
        {
            _message = tooSoon;
            return;
        }

        var user = (await Authentication).User;
        if (!May.Any(user, May.Decide)) return;
        (_isSending, _message) = (true, null);
        try
        {
            var refusal = await SendAsync(answer, Actors.Of(user, Channel.Page));
            (_message, _isSending) = (refusal, false);
            if (refusal is null) await OnAnswered.InvokeAsync(answer.Card.Shown.Id);
            if (answer.Card.Shown.Id == Id) await ReadAsync();
        }
        finally
        {
            _isSending = false;
        }
    }

    /// <returns>Null where the answer was taken; else why not.</returns>
    private async Task<string?> SendAsync(CardAnswer answer, Actor by)
    {
        // The same answer sent again is the same decision: what the first sending did is not done twice.
        if (_unanswered is not { } pending || pending.Answer != answer) _unanswered = pending = (answer, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"));
        try
        {
            var taken = await decisions.DecideAsync(answer.Card.Shown.Id, answer.ToRequest(pending.DecisionId), by, CancellationToken.None);
            _unanswered = null;
            if (taken.Proposal is { } now && now.Supersedes == answer.Card.Shown.Id) _successor = now.Id;
            return taken.Refusal is { } refusal ? RefusalText.Of(refusal) : null;
        }
        catch (JournalUnavailableException)
        {
            return "Nothing was recorded: the journal cannot be written now. Press again; it counts once.";
        }
    }

    private TimeSpan? PaintedFor(CardView card) => _painted is { } painted && painted.CardKey == card.Key ? time.GetElapsedTime(painted.At) : null;
}
