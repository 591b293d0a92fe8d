using System.Data.Common;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Reckons the whole log and every index anew once the console listens, beside its work. A start itself compares only what it rests on, as the indexes show it; until all of it has been found well, now or before the
/// file was left as it is, the gate has not shown that it holds, and nothing irreversible is sent. What is written after that by anybody else, the writer notices.</summary>
internal sealed class WholeCheck(Store store, LogCheck check, FileAsLeft file, HeadsFile heads, IHostApplicationLifetime lifetime, ILogger<WholeCheck> log) : BackgroundService
{
    private static readonly TimeSpan AgainAfterFailure = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the gate need not wait any longer: it is over, and what it found is a <see cref="Breach"/> by then, or the file is the one in which an earlier one found nothing.</summary>
    public Task Done => _done.Task;

    /// <summary>All was reckoned anew, in this life of the process.</summary>
    public bool IsOver { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await file.IsIt.WaitAsync(stoppingToken)) _done.TrySetResult(); // it is read first, for the gate waits for that
        await ReckonAsync(stoppingToken);
        _done.TrySetResult();
    }

    private async Task ReckonAsync(CancellationToken ct)
    {
        await ListensAsync(ct); // before that it would only keep the start from its end
        while (!await IsOverAsync(ct)) await Task.Delay(AgainAfterFailure, ct);
        IsOver = true;
    }

    private async Task ListensAsync(CancellationToken ct)
    {
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var heard = lifetime.ApplicationStarted.Register(listens.SetResult);
        await listens.Task.WaitAsync(ct);
    }

    private async Task<bool> IsOverAsync(CancellationToken ct)
    {
        try
        {
            if (await FirstBadAsync().WaitAsync(ct) is { } bad) await check.FoundAsync([LogCheck.InWords(bad)], ct);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The log could not be reckoned anew. Nothing irreversible is sent until it is.");
            return false;
        }
    }

    /// <param name="last">The newest head; null where there is none.</param>
    /// <param name="tornIndex">The store's own look at its indexes.</param>
    internal static BadEntry? FirstBad(DbConnection connection, Adopted since, TreeHead? last, Func<DbConnection, string?> tornIndex) =>
        since.FirstBad(connection) ?? LogTail.Check(connection, since.Seq, since, last?.Size > since.Seq ? last : null).FirstBad ?? (tornIndex(connection) is { } torn ? new(null, torn) : null);

    // For seconds each is at work without a pause: on the pool's threads everybody else would wait for them, the canary too, for which the gate waits. Where there are two processors only, these give way to pages.
    private static Task<T> OnItsOwn<T>(Func<Task<T>> look) => Task.Factory.StartNew(look, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private static T GivingWay<T>(Func<T> look)
    {
        LowPriority.Take();
        return look();
    }

    /// <summary>The indexes beside the log: each takes about as long as the other.</summary>
    private async Task<BadEntry?> FirstBadAsync()
    {
        var indexes = OnItsOwn(() => check.LookAsync((connection, _, _) => GivingWay(() => store.TornIndex(connection))));
        var log = OnItsOwn(() => check.LookAsync((connection, _, since) => GivingWay(() => FirstBad(connection, since, heads.Newest() is [.., var last] ? last : null, _ => null))));
        await Task.WhenAll(indexes, log);
        return await log ?? (await indexes is { } torn ? new(null, torn) : null);
    }
}
