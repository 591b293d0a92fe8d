using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>At a call that has a way back: what became of its undo, or the way to ask for one.</summary>
public sealed partial class CallUndo(Masks masks, LiveFeed feed) : LiveComponent
{
    private string? _followed;
    private UndoState? _state;

    [Parameter, EditorRequired]
    public required CallUndoView View { get; set; }

    private bool IsOffered => View.MayBegin && (View.UndoRunId is null || _state is { IsOver: true });

    protected override Task OnParametersSetAsync()
    {
        if (_followed == View.UndoRunId) return Task.CompletedTask;
        (_followed, _state) = (View.UndoRunId, null);
        Follow(feed, _followed is { } undo ? [Topic.Run(undo)] : []);
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        if (_followed is not { } undo) return;
        var state = UndoState.Of((await masks.ReadAsync(undo, null))?.Run, View.CallId);
        if (undo == _followed) _state = state;
    }
}
