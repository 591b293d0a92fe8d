using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Sketching;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Tools.Sketching;

/// <summary>Has a policy proposed for a tool, and every check of it tried, and hands what an admin admits to the edit. It saves nothing.</summary>
public sealed partial class SketchDesk(PolicySketches sketches) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private TriedSketch? _sketch;
    private ImmutableArray<SketchedTool> _server = [];
    private ImmutableHashSet<string> _ticked = [];
    private ImmutableDictionary<string, string> _typed = ImmutableDictionary<string, string>.Empty;
    private (string, int, string)? _asked;
    private bool _isRead;
    private bool _isTrying;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required ToolPageView View { get; set; }

    /// <summary>An edit is under way, which taking lines would drop.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<ImmutableArray<PolicyLine>> OnTake { get; set; }

    [Parameter]
    public EventCallback OnReview { get; set; }

    [Parameter]
    public EventCallback OnDrop { get; set; }

    // Once the page hears, and not while it is drawn for the first time: trying asks the server.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var asked = (View.Tool.Id, View.Tool.Policy.Version, View.Tool.DefinitionHash);
        if (_asked == asked) return;
        (_asked, _sketch, _isRead, _typed) = (asked, null, false, ImmutableDictionary<string, string>.Empty);
        await ReadAsync();
        if (_asked != asked) return;
        _ticked = [.. (_sketch?.Lines ?? []).Where(l => l.IsRecommended).Select(l => l.Proposed.Id)];
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        if (_isTrying) return;
        _isTrying = true;
        try
        {
            var by = Actors.Of((await Authentication).User, Channel.Page);
            var asked = _asked;
            var (sketch, server) = (await sketches.OfAsync(View.Tool.Id, by, _left.Token, _typed.Where(t => t.Value.Length > 0).ToImmutableDictionary()), await sketches.OfServerAsync(View.Tool.Source, by, _left.Token));
            if (_asked == asked) (_sketch, _server, _isRead) = (sketch, server, true);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // whoever asked has gone
        }
        finally
        {
            _isTrying = false;
        }
    }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private void Tick(string id) => _ticked = _ticked.SymmetricExcept([id]);

    private void Type((string Id, string Text) typed) => _typed = _typed.SetItem(typed.Id, typed.Text);

    private Task TakeAsync() => OnTake.InvokeAsync([.. (_sketch?.Lines ?? []).Where(l => _ticked.Contains(l.Proposed.Id)).Select(l => l.Proposed.Line)]);
}
