using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Other arguments for the same call: a form from the tool's schema or raw JSON; the layers answer while one types.</summary>
public sealed partial class EditPanel : ComponentBase, IDisposable
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _gone = new();
    private EditDraft _draft = new([], ImmutableDictionary<string, string>.Empty, null);
    private ValidationView? _verdict;
    private int _changes;

    [Parameter, EditorRequired]
    public JsonElement Schema { get; set; }

    /// <summary>The arguments as proposed.</summary>
    [Parameter, EditorRequired]
    public JsonElement Proposed { get; set; }

    /// <summary>Asks the three layers.</summary>
    [Parameter, EditorRequired]
    public required Func<JsonElement, Task<ValidationView?>> Try { get; set; }

    [Parameter]
    public EventCallback<JsonElement> OnApprove { get; set; }

    private EditPanelView View => EditPanelView.Of(_draft, Proposed, _verdict);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _draft = EditDraft.From(Schema, Proposed);

    private Task Toggle() => ChangeAsync(_draft.Toggled(Schema, Proposed));

    private string? FaultOf(EditField field) => _verdict is { } verdict ? EditPanelView.FaultAt(verdict, field.Name) : null;

    /// <summary>What stands here now is asked about once the hand rests; an answer to an older text is dropped.</summary>
    private async Task ChangeAsync(EditDraft draft)
    {
        (_draft, _verdict) = (draft, null);
        var change = ++_changes;
        if (draft.Build().Arguments is not { } arguments) return;
        try
        {
            await Task.Delay(Debounce, _gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (change != _changes) return;
        var verdict = await Try(arguments);
        if (change == _changes) _verdict = verdict;
    }

    private Task ApproveAsync() => _draft.Build().Arguments is { } arguments ? OnApprove.InvokeAsync(arguments) : Task.CompletedTask;
}
