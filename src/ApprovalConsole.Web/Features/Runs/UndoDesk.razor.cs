using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>Takes a call back, or all that a run did: it says first what would be sent and what stays as it is.</summary>
public sealed partial class UndoDesk(RunUndo undo, Doorkeeper door) : ComponentBase
{
    private const string Changed = "Nothing was sent: what would be sent is not any more what was shown. Look again.";

    private readonly PageOrder _order = new(door);
    private UndoPreview? _preview;
    private string? _started;
    private bool _isReading;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string RunId { get; set; } = "";

    /// <summary>Null: all that can be undone of the run.</summary>
    [Parameter]
    public string? CallId { get; set; }

    /// <summary>There may be something to undo. What was asked for stays to be seen where there is not.</summary>
    [Parameter]
    public bool IsOffered { get; set; }

    private string Offer => CallId is null ? "Undo all writes…" : "Undo this…";

    private async Task OpenAsync()
    {
        (_isReading, _order.Fault, _started) = (true, null, null);
        _preview = await ReadAsync();
        _isReading = false;
    }

    private void Close() => (_preview, _order.Fault) = (null, null);

    private async Task UndoAsync()
    {
        var shown = _preview!;
        if (await _order.SendAsync(Authentication, May.Undo, by => UndoAsync(shown, by))) _preview = null;
    }

    private async Task<Refusal?> UndoAsync(UndoPreview shown, Actor by)
    {
        var now = await ReadAsync();
        _preview = now.Refusal is null ? now : null;
        if (now.Refusal is not null) return now.Refusal;
        if (!now.SendsSameAs(shown)) return new(RefusalCode.Changed, Changed);
        var answer = await undo.UndoAsync(RunId, CallId, by, CancellationToken.None);
        _started = CallId is null ? answer.Run?.Id : null; // at a call it is said anyway, with what became of it
        return answer.Refusal;
    }

    private Task<UndoPreview> ReadAsync() => undo.PreviewAsync(RunId, CallId, CancellationToken.None);
}
