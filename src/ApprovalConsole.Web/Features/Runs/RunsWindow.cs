using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>Which part of all runs is on the wall. At most four pages: of 100,000 the browser and the console hold no more than of 200.</summary>
/// <param name="Status">Null: every state.</param>
/// <param name="Before">Only runs that are older than the one of this id; null: from the newest on.</param>
/// <param name="Pages">How many pages of them, while there are so many.</param>
public sealed record RunsWindow(RunStatus? Status, string? Agent, string? Words, string? Before, int Pages)
{
    public const int MostPages = 4;

    private static readonly RunStatus[] Attention = [RunStatus.Halted, RunStatus.OutcomeUnknown];

    /// <summary>One page further; with four, the first of them is given back.</summary>
    /// <param name="second">Where the second page of what is shown begins; null where it has one.</param>
    public RunsWindow On(string? second) => Pages < MostPages || second is null ? this with { Pages = Pages + 1 } : this with { Before = second };

    public async Task<RunsWindow> BackAsync(RunsQuery runs, CancellationToken ct) => Before is null ? this
        : this with { Before = await runs.BackAsync(Status, Agent, Before, Page<RunView>.DefaultTake, ct, Words), Pages = MostPages };

    public async Task<RunsView> ReadAsync(RunsQuery runs, CancellationToken ct)
    {
        var attention = new List<RunView>();
        foreach (var status in Status is null && Before is null ? Attention : []) // what needs somebody stands at the front of the wall, and not in its midst
            attention.AddRange((await runs.ListAsync(status, Agent, null, null, ct, Words)).Items);
        var pages = new List<Page<RunView>>();
        do
        {
            pages.Add(await runs.ListAsync(Status, Agent, pages is [.., var last] ? last.Next : Before, null, ct, Words));
        }
        while (pages.Count < Pages && pages[^1].Next is not null);
        return RunsView.From(attention, pages);
    }
}
