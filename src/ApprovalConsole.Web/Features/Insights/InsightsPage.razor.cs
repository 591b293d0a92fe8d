using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>What the gate did in the last days: which tools ask too often, what it caught, why runs stopped. Names of people are in the reviewers' table alone, for who may see it.</summary>
public sealed partial class InsightsPage(InsightsQuery insights, NavigationManager navigation) : ComponentBase, IDisposable
{
    private const int Usually = 30;

    private static readonly int[] Spans = [7, Usually, InsightsQuery.MostDays];

    private InsightsView _view = InsightsView.Nothing(default, default);
    private int? _asked;
    private CancellationTokenSource? _reading;

    [SupplyParameterFromQuery]
    public string? Days { get; set; }

    private int? Wanted => AddressNumber.Read(Days) is { } days && Spans.Contains(days) ? days : null;

    private int Back => Wanted ?? Usually;

    private string? NoSpan => string.IsNullOrEmpty(Days) || Wanted is not null ? null : Days;

    public void Dispose()
    {
        _reading?.Cancel(); // nobody waits for it any more
        _reading?.Dispose();
    }

    /// <summary>The first paint is the frame alone: it is read once, by the page that hears, and drawn as it comes.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || _asked == Back) return;
        Dispose();
        var reading = _reading = new();
        (_asked, _view) = (Back, InsightsView.Nothing(default, default));
        try
        {
            await foreach (var view in insights.SoFarAsync(Back, reading.Token))
            {
                if (reading != _reading) return; // other days were chosen
                _view = view;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (reading != _reading || reading.IsCancellationRequested)
        {
            // Other days were chosen, or another page.
        }
    }

    private void Choose(ChangeEventArgs chosen) => navigation.NavigateTo(navigation.GetUriWithQueryParameter("days", (string?)chosen.Value));
}
