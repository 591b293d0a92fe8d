using System.Globalization;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Setups;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>Asks the record what other settings, or another price, would have done.</summary>
public sealed partial class SetupWhatIf(SetupPreview previews) : ComponentBase
{
    private SetupPreviewView? _view;
    private string? _refused;
    private int _take = 200;
    private Setup? _asked;

    [Parameter, EditorRequired]
    public SetupScope Scope { get; set; }

    [Parameter, EditorRequired]
    public required Setup Tried { get; set; }

    /// <summary>Tells this one from others on the same page.</summary>
    [Parameter]
    public string Id { get; set; } = "what-if-take";

    protected override Task OnParametersSetAsync() => ReferenceEquals(_asked, Tried) || _asked?.Text == Tried.Text ? Task.CompletedTask : ReadAsync();

    private Task TakeAsync(ChangeEventArgs e)
    {
        _take = int.TryParse((string?)e.Value, CultureInfo.InvariantCulture, out var take) ? take : _take;
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        var (tried, take) = (Tried, _take);
        (_asked, _view, _refused) = (tried, null, null);
        var (preview, refusal) = await previews.OfAsync(Scope, tried, take, CancellationToken.None);
        if (!ReferenceEquals(_asked, tried) || _take != take) return; // it has been asked about something else since
        (_view, _refused) = (preview, refusal?.Message);
    }
}
