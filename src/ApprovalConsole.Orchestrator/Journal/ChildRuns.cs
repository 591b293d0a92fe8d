using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Child runs of which their parents have not heard the latest: a crash came in between, or the disk was full.</summary>
internal sealed class ChildRuns(ReadPool databases)
{
    private const int AtOnce = 200;

    /// <summary>Those that were not started, and those that stand otherwise than their parents know.</summary>
    public Task<IReadOnlyList<(string RunId, string CallId)>> UnheardAsync(CancellationToken ct) => databases.ReadAsync<IReadOnlyList<(string, string)>>(async database =>
    {
        var unheard = await (
            from call in database.Calls.AsNoTracking()
            where call.Child != null
            join run in database.Runs.AsNoTracking() on call.Id.Replace(".", "-") equals run.Id into runs
            from run in runs.DefaultIfEmpty()
            where run == null || run.Status != call.Child
            orderby call.Id
            select new { call.RunId, call.Id }).Take(AtOnce).ToListAsync(ct);
        return [.. unheard.Select(c => (c.RunId, c.Id))];
    });

    /// <summary>Those whose parents are being cancelled.</summary>
    public Task<IReadOnlyList<(string RunId, string CallId)>> ToCancelAsync(CancellationToken ct) => databases.ReadAsync<IReadOnlyList<(string, string)>>(async database =>
    {
        var calls = await database.Calls.AsNoTracking().Where(c => c.Child != null && c.Status == CallRow.Cancelling).Select(c => new { c.RunId, c.Id }).ToListAsync(ct);
        return [.. calls.Select(c => (c.RunId, c.Id))];
    });
}
