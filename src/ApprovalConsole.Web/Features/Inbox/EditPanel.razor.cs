using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Proposals;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Other arguments for the same call: a form from the tool's schema or raw JSON; the layers answer while one types.</summary>
public sealed partial class EditPanel : ComponentBase, IDisposable
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim _turn = new(1);
    private EditDraft _draft = new([], ImmutableDictionary<string, string>.Empty, null);
    private EditWord _word = EditWord.None;
    private CancellationTokenSource _asking = new();
    private string _reentered = "";

    [Parameter, EditorRequired]
    public JsonElement Schema { get; set; }

    [Parameter, EditorRequired]
    public required EditRequest Request { get; set; }

    /// <summary>As they left it before; null: nothing was begun.</summary>
    [Parameter]
    public string? Kept { get; set; }

    /// <summary>What stands here has changed.</summary>
    [Parameter]
    public EventCallback<EditDraft> OnChanged { get; set; }

    /// <summary>Asks the three layers; null where nobody could be asked.</summary>
    [Parameter, EditorRequired]
    public required Func<JsonElement, CancellationToken, Task<EditCheck?>> Try { get; set; }

    [Parameter]
    public EventCallback<PressedAnswer> OnPressed { get; set; }

    private EditPanelView View => EditPanelView.Of(_draft, Request, _word, _reentered);

    private JsonElement Proposed => Request.Card.Shown.Arguments;

    private CardAnswer? Answer => _draft.Build().Arguments is { } arguments ? new(Request.Card, DecisionKind.Edit, Arguments: arguments, Checked: Request.CheckedHow) : null;

    public void Dispose()
    {
        _asking.Cancel();
        _asking.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        var proposed = EditDraft.From(Schema, Proposed);
        return AskAsync(Kept is { } kept ? proposed.Restored(kept) : proposed);
    }

    private Task Toggle() => ChangeAsync(_draft.Toggled(Schema, Proposed));

    private Task StartOver() => ChangeAsync(EditDraft.From(Schema, Proposed));

    private async Task ChangeAsync(EditDraft draft)
    {
        await OnChanged.InvokeAsync(draft);
        await AskAsync(draft);
    }

    /// <summary>What stands here now is asked about once the hand rests. One question of a form is out at a time, and a newer edit calls it off.</summary>
    private async Task AskAsync(EditDraft draft)
    {
        (_draft, _word) = (draft, EditWord.Awaited);
        await _asking.CancelAsync();
        _asking.Dispose();
        var asking = (_asking = new()).Token;
        if (draft.Build().Arguments is not { } arguments || !draft.Differs(Proposed)) return;
        try
        {
            await Task.Delay(Debounce, asking);
            await _turn.WaitAsync(asking);
            try
            {
                var check = await Try(arguments, asking);
                if (!asking.IsCancellationRequested) _word = new(check, IsAwaited: false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // A newer edit asks, or the form has gone.
        }
    }
}
