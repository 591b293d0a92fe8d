using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The form for other arguments, with the tool's schema and the layers behind it.</summary>
public sealed partial class EditDesk(DecisionChecks checks, Drafts drafts, Policies tools, ILogger<EditDesk> log) : ComponentBase, IDisposable
{
    private static readonly TimeSpan KeepsAfter = TimeSpan.FromSeconds(1);

    private JsonElement _schema;
    private Actor? _self;
    private string? _kept;
    private bool _isRead;
    private EditDraft? _unkept;
    private CancellationTokenSource _resting = new();
    private string _word = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required EditRequest Request { get; set; }

    [Parameter]
    public EventCallback<PressedAnswer> OnPressed { get; set; }

    public void Dispose()
    {
        _resting.Cancel();
        _resting.Dispose();
        if (_unkept is not null) _ = KeepAsync(); // who goes on to the next one does not wait until the hand has rested
    }

    protected override async Task OnInitializedAsync()
    {
        _schema = tools.Find(Request.Card.Shown.Tool)?.Schema ?? default;
        _self = Actors.Of((await Authentication).User, Channel.Page);
        _kept = await drafts.FindAsync(Request.Card.Shown.Id, _self, CancellationToken.None);
        _isRead = true;
    }

    private void Keep(EditDraft draft)
    {
        (_unkept, _word) = (draft, "");
        _resting.Cancel();
        _resting.Dispose();
        _ = KeepSoonAsync((_resting = new()).Token);
    }

    /// <summary>Once the hand rests.</summary>
    private async Task KeepSoonAsync(CancellationToken resting)
    {
        try
        {
            await Task.Delay(KeepsAfter, resting);
            await KeepAsync();
            if (!resting.IsCancellationRequested) await InvokeAsync(StateHasChanged);
        }
        catch (OperationCanceledException)
        {
            // They write on, or have gone.
        }
    }

    private async Task KeepAsync()
    {
        if (Interlocked.Exchange(ref _unkept, null) is not { } draft) return;
        try
        {
            if (draft.Differs(Request.Card.Shown.Arguments)) await drafts.SaveAsync(Request.Card.Shown.Id, _self!, draft.ToDocument(), CancellationToken.None);
            else await drafts.DropAsync(Request.Card.Shown.Id, _self!, CancellationToken.None);
            _word = "Kept as your draft.";
        }
        catch (JournalUnavailableException e)
        {
            log.LogWarning(e, "A draft of an answer to {ProposalId} could not be kept.", Request.Card.Shown.Id);
            _word = "Your draft could not be kept: the journal cannot be written now.";
        }
    }

    /// <returns>Null where nobody could be asked.</returns>
    private async Task<EditCheck?> TryAsync(JsonElement arguments, CancellationToken ct)
    {
        try
        {
            return await checks.TryEditAsync(Request.Card.Shown.Id, arguments, _self!, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "An edit of {ProposalId} could not be checked.", Request.Card.Shown.Id);
            return null;
        }
    }
}
