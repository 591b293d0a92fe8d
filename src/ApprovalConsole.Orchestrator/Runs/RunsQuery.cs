using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>Lists of runs, newest first.</summary>
public sealed class RunsQuery
{
    private readonly ReadPool _databases;

    internal RunsQuery(ReadPool databases) => _databases = databases;

    public Task<Page<RunView>> ListAsync(RunStatus? status, string? agent, string? after, int? take, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var rows = database.Runs.AsNoTracking();
        if (status is { } wanted) rows = rows.Where(r => r.Status == wanted.ToString());
        if (agent is not null) rows = rows.Where(r => r.Agent == agent);
        if (after is not null) rows = rows.Where(r => string.Compare(r.Id, after) < 0);
        var count = Page<RunView>.Clamp(take);
        var documents = await rows.OrderByDescending(r => r.Id).Take(count + 1).Select(r => r.Document).ToListAsync(ct);
        var items = documents.Take(count).Select(d => JsonSerializer.Deserialize<RunView>(d, ViewJson.Options)!).ToList();
        return new Page<RunView>(items, documents.Count > count ? items[^1].Id : null);
    });

    public Task<RunView?> FindAsync(string id, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var document = await database.Runs.AsNoTracking().Where(r => r.Id == id).Select(r => r.Document).FirstOrDefaultAsync(ct);
        return document is null ? null : JsonSerializer.Deserialize<RunView>(document, ViewJson.Options);
    });

    /// <summary>Runs by status, for the page's counts.</summary>
    public Task<IReadOnlyDictionary<RunStatus, int>> CountAsync(CancellationToken ct) => _databases.ReadAsync<IReadOnlyDictionary<RunStatus, int>>(async database =>
    {
        var counts = await database.Runs.AsNoTracking().GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return counts.ToDictionary(c => Enum.Parse<RunStatus>(c.Key), c => c.Count);
    });
}
