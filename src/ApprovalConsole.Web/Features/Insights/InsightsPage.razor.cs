using ApprovalConsole.Orchestrator.Insights;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>What the gate did in the last days: which tools ask too often, what it caught, why runs stopped. Names of people are in the reviewers' table alone, for who may see it.</summary>
public sealed partial class InsightsPage(InsightsQuery insights, NavigationManager navigation) : ComponentBase
{
    private const int Usually = 30;

    private static readonly int[] Spans = [7, Usually, InsightsQuery.MostDays];

    private InsightsView? _view;

    [SupplyParameterFromQuery]
    public int? Days { get; set; }

    private int Back => Days is { } days && Spans.Contains(days) ? days : Usually;

    protected override async Task OnParametersSetAsync() => _view = await insights.LastAsync(Back, CancellationToken.None);

    private void Choose(ChangeEventArgs chosen) => navigation.NavigateTo(navigation.GetUriWithQueryParameter("days", (string?)chosen.Value));
}
