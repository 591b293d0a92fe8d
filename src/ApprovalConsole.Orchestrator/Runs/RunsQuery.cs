using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Stops;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>Lists of runs, newest first.</summary>
public sealed class RunsQuery
{
    private readonly ReadPool _databases;
    private readonly Halts _halts;
    private readonly BudgetQueue _waiting;
    private readonly Masks _masks;
    private readonly ProvenRows _rows;
    private readonly SinceThen _since;

    internal RunsQuery(ReadPool databases, Halts halts, BudgetQueue waiting, Masks masks, ProvenRows rows, SinceThen since) =>
        (_databases, _halts, _waiting, _masks, _rows, _since) = (databases, halts, waiting, masks, rows, since);

    /// <summary>As everybody may see them.</summary>
    /// <param name="words">Only those that hold these, as they are shown: in what was asked, for whom, by whom, the id, the result. A page may then hold fewer, and none only at the end.</param>
    public async Task<Page<RunView>> ListAsync(RunStatus? status, string? agent, string? after, int? take, CancellationToken ct, string? words = null)
    {
        if (SearchWords.Of(words) is not { } wanted) return await PageAsync(status, agent, null, after, take, ct);
        while (true)
        {
            var page = await PageAsync(status, agent, wanted, after, take, ct);
            List<RunView> found = [.. page.Items.Where(r => wanted.AreIn(r.Input, r.OnBehalfOf.Subject, r.Agent, r.RequestedBy, r.Id, r.Result))];
            if (found.Count > 0 || page.Next is null) return page with { Items = found };
            after = page.Next;
        }
    }

    /// <summary>Where a page begins that ends at another's beginning.</summary>
    /// <param name="place">A page's <see cref="Page{T}.Next"/>.</param>
    /// <returns>Goes into <see cref="ListAsync"/> as <c>after</c>; null: with the newest.</returns>
    public Task<string?> BackAsync(RunStatus? status, string? agent, string place, int take, CancellationToken ct, string? words = null) => _databases.ReadAsync(async database =>
        await Narrowed(database, status, agent, SearchWords.Of(words)).Where(r => string.Compare(r.Id, place) >= 0).OrderBy(r => r.Id).Skip(take).Select(r => r.Id).FirstOrDefaultAsync(ct));

    private async Task<Page<RunView>> PageAsync(RunStatus? status, string? agent, SearchWords? words, string? after, int? take, CancellationToken ct)
    {
        var page = await RowsAsync(status, agent, words, after, take, ct);
        if (!_masks.AreAny) return page with { Items = [.. page.Items.Select(_since.Shown)] };
        var shown = new List<RunView>();
        foreach (var run in page.Items) shown.Add(_since.Shown(_halts.Shown(await _masks.ViewAsync(run, ct))));
        return page with { Items = shown };
    }

    private Task<Page<RunView>> RowsAsync(RunStatus? status, string? agent, SearchWords? words, string? after, int? take, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var rows = Narrowed(database, status, agent, words);
        var count = Page<RunView>.Clamp(take);
        var items = new List<RunView>();
        for (var (before, isMore) = (after, true); isMore && items.Count <= count;)
        {
            var below = before;
            var found = await Stored(database, (below is null ? rows : rows.Where(r => string.Compare(r.Id, below) < 0)).OrderByDescending(r => r.Id).Take(count + 1)).ToListAsync(ct);
            foreach (var row in found)
            {
                var run = Shown(await _rows.OfAsync(row, ct));
                if (status is null || run.Status == status) items.Add(run);
            }

            (isMore, before) = (found.Count > count, found.Count > 0 ? found[^1].Id : before);
        }

        return new Page<RunView>([.. items.Take(count)], items.Count > count ? items[count - 1].Id : null);
    });

    private IQueryable<RunRow> Narrowed(ConsoleDb database, RunStatus? status, string? agent, SearchWords? words)
    {
        var rows = database.Runs.AsNoTracking();
        if (status is { } wanted) rows = StandingAs(wanted, rows);
        if (agent is not null) rows = rows.Where(r => r.Agent == agent);
#pragma warning disable CA1304, CA1311, CA1862 // the database lowers it, and knows no culture
        if (words?.Telling is { } telling) rows = rows.Where(r => r.Document.ToLower().Contains(telling));
#pragma warning restore CA1304, CA1311, CA1862
        return rows;
    }

    /// <summary>Runs that are held say so nowhere in their rows: they stand there as running.</summary>
    private IQueryable<RunRow> StandingAs(RunStatus status, IQueryable<RunRow> rows) => status is RunStatus.Halted && _halts.AreAny
        ? rows.Where(r => r.Status == nameof(RunStatus.Halted) || r.Status == nameof(RunStatus.Running))
        : rows.Where(r => r.Status == status.ToString());

    private static IQueryable<StoredRun> Stored(ConsoleDb database, IQueryable<RunRow> rows) =>
        rows.Select(r => new StoredRun(r.Id, r.Document, r.Seal, database.Journal.Where(e => e.Stream == r.Id).Max(e => (int?)e.Version)));

    private RunView Shown(RunView run) => run.Damaged ? run : _halts.Shown(_waiting.Contains(run.Id) ? run with { Doing = RunInWords.WaitsForMoney } : run);

    /// <summary>As everybody may see it; null where there is no such run.</summary>
    /// <param name="program">The program that asks; null: a person does. The one that started the run is given its result whole, to hand it on.</param>
    public async Task<RunView?> FindAsync(string id, CancellationToken ct, Actor? program = null)
    {
        if (await RowAsync(id, ct) is not { } view) return null;
        var shown = _since.Shown(_halts.Shown(await _masks.ViewAsync(view, ct)));
        return shown is { Masked: true, Damaged: false } && program is not null && await _masks.OfAsync(id, view.Version, ct) is { } masked && masked.IsResultFor(program) ? shown with { Result = view.Result } : shown;
    }

    private Task<RunView?> RowAsync(string id, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var row = await Stored(database, database.Runs.AsNoTracking().Where(r => r.Id == id)).FirstOrDefaultAsync(ct);
        return row is null ? null : Shown(await _rows.OfAsync(row, ct));
    });

    /// <summary>Runs by status, for the page's counts.</summary>
    public Task<IReadOnlyDictionary<RunStatus, int>> CountAsync(CancellationToken ct) => _databases.ReadAsync<IReadOnlyDictionary<RunStatus, int>>(async database =>
    {
        var held = await HeldAsync(database, ct);
        var counts = await database.Runs.AsNoTracking().GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var byStatus = counts.ToDictionary(c => Enum.Parse<RunStatus>(c.Key), c => c.Count);
        if (held == 0) return byStatus;
        byStatus[RunStatus.Running] = byStatus.GetValueOrDefault(RunStatus.Running) - held;
        byStatus[RunStatus.Halted] = byStatus.GetValueOrDefault(RunStatus.Halted) + held;
        return byStatus;
    });

    private async Task<int> HeldAsync(ConsoleDb database, CancellationToken ct)
    {
        if (!_halts.AreAny) return 0;
        var running = await database.Runs.AsNoTracking().Where(r => r.Status == nameof(RunStatus.Running)).Select(r => new StoredRun(r.Id, r.Document, r.Seal, r.Version)).ToListAsync(ct);
        return running.Count(row => _rows.Marked(row) is { } run && Shown(run).Status is RunStatus.Halted);
    }
}
