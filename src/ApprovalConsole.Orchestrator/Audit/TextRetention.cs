using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Erases the texts of runs that ended longer ago than <see cref="AuditOptions.PayloadRetention"/>. Each is an entry of the log.</summary>
internal sealed class TextRetention(ReadPool databases, ProvenRows rows, Erasure erasure, IOptions<AuditOptions> options, Placement placement, TimeProvider time, ILogger<TextRetention> log) : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly string[] Ended = [nameof(RunStatus.Completed), nameof(RunStatus.Failed), nameof(RunStatus.Cancelled)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.PayloadRetention is not { } kept) return;
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                foreach (var run in (await DueAsync(time.GetUtcNow() - kept, stoppingToken)).Where(placement.IsMine)) await erasure.EraseAsync(run, "Older than Audit:PayloadRetention.", Actor.Console, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Texts that are older than Audit:PayloadRetention could not be erased; it is tried again.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Oldest first; what started later than the limit has not ended before it.</summary>
    private Task<IReadOnlyList<string>> DueAsync(DateTimeOffset before, CancellationToken ct) => databases.ReadAsync<IReadOnlyList<string>>(async database =>
    {
        var found = await database.Runs.AsNoTracking().Where(r => Ended.Contains(r.Status) && database.Payloads.Any(p => p.Stream == r.Id))
            .OrderBy(r => r.Id).Take(AtOnce).Select(r => new StoredRun(r.Id, r.Document, r.Seal, r.Version)).ToListAsync(ct);
        var due = new List<string>();
        foreach (var row in found)
            if ((await rows.OfAsync(row, ct)).EndedAt < before) due.Add(row.Id);
        return due;
    });
}
