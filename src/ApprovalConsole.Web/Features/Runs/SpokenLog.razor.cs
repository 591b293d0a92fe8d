using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>Says what changed to those who listen: whole sentences, at most one in two seconds, always the last.</summary>
public sealed partial class SpokenLog(TimeProvider time) : ComponentBase, IDisposable
{
    private const int Kept = 5;
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private ImmutableArray<(int Number, string Text)> _lines = [];
    private bool _isResting;

    [Parameter, EditorRequired]
    public string Sentence { get; set; } = "";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (!_isResting) Say();
    }

    private void Say()
    {
        if (_lines is [.., var last] && last.Text == Sentence) return;
        _lines = [.. _lines.TakeLast(Kept - 1), (_lines is [.., var (number, _)] ? number + 1 : 1, Sentence)];
        _ = RestAsync();
    }

    private async Task RestAsync()
    {
        _isResting = true;
        try
        {
            await Task.Delay(AtMostEvery, time, _gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _isResting = false;
        await InvokeAsync(() =>
        {
            Say();
            StateHasChanged();
        });
    }
}
