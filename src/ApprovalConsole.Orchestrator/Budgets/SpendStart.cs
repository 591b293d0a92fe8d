using System.Data.Common;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>At the start, compares the budgets' counters with what the journal says; meanwhile it counts on every now and then and keeps what it has counted in the log, so that a start has never much to read.
/// Where there is no budget it costs nothing.</summary>
internal sealed class SpendStart(BudgetBook book, JournalWriter writer, LogCheck check, AuditLog audit, DecisionSeal seal, Breach breach, Placement placement, TimeProvider time, ILogger<SpendStart> log) : BackgroundService
{
    /// <summary>Entries of the log from one checkpoint to the next, at least.</summary>
    public const long Entries = 10_000;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private SpendCount? _count;

    /// <summary>How many entries the last count has read.</summary>
    public long Read { get; private set; }

    public async Task CompareAsync(CancellationToken ct)
    {
        if (!book.Now.All.Any()) return;
        if (await CountAsync(ct) is null) return; // which takes its time
        var others = new List<OtherCounter>();
        if (await CountAsync(ct, (connection, now) => others = OthersIn(connection, now)) is not { } count) return; // in one look, for other nodes may go on
        foreach (var other in others) await check.FoundAsync([other.InWords], ct);
        if (others.Count > 0) await writer.AppendAsync(new("", 0, [], [.. others.Select(o => BudgetStatements.Restore(o.Scope, o.Window, o.Spent, o.Reserved))]), ct);
        if (Read >= Entries) await KeepAsync(count, ct);
    }

    /// <summary>Counts on, and keeps it, where that much was written since.</summary>
    public async Task CheckpointAsync(long entries, CancellationToken ct)
    {
        if (!book.Now.All.Any() || audit.Log.Size - (_count?.Seq ?? 0) < entries) return;
        if (await CountAsync(ct) is { } count) await KeepAsync(count, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (placement.IsMine(BudgetBook.Stream)) await CheckpointAsync(Entries, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "What was spent could not be counted; it is tried again.");
            }
        }
    }

    /// <param name="compare">In the very look that it was counted in.</param>
    private async Task<SpendCount?> CountAsync(CancellationToken ct, Action<DbConnection, SpendCount>? compare = null)
    {
        var (before, count, bad) = await check.LookAsync((connection, known, since) =>
        {
            var from = _count ?? SpendCheckpoint.Last(connection, known, audit.Instance, seal);
            var (to, why) = new SpendPass(connection, known, since).From(from);
            if (to is not null) compare?.Invoke(connection, to);
            return (from, to, why);
        });
        if (bad is not null) await check.FoundAsync([bad], ct);
        if (count is not null) (_count, Read) = (count, compare is null ? count.Seq - before.Seq : Read);
        return count;
    }

    /// <summary>While something is amiss, what was counted is nothing to go on from.</summary>
    private async Task KeepAsync(SpendCount count, CancellationToken ct)
    {
        if (!breach.Findings.IsEmpty) return;
        await audit.RecordAsync(AuditNote.Of(AuditKinds.SpendCounted, null, null, null, time.GetUtcNow(), SpendCheckpoint.Of(count, audit.Instance, seal)), ct);
    }

    private static List<OtherCounter> OthersIn(DbConnection connection, SpendCount count)
    {
        using var command = LogReading.CommandOf(connection, """SELECT "Scope", "Window", "Spent", "Reserved" FROM "budgets" """);
        using var row = command.ExecuteReader();
        var others = new List<OtherCounter>();
        while (row.Read())
        {
            if (BudgetScope.Read(row.GetString(0)) is not { } scope) continue; // nobody spends of it
            var (window, (spent, reserved)) = (row.GetString(1), count.Of(scope, row.GetString(1)));
            if ((spent, reserved) != (row.GetInt64(2), row.GetInt64(3))) others.Add(new($"{scope}", window, spent, reserved, row.GetInt64(2), row.GetInt64(3)));
        }

        return others;
    }

    private sealed record OtherCounter(string Scope, string Window, long Spent, long Reserved, long SaidSpent, long SaidReserved)
    {
        public string InWords => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"The counter of the budget {Scope} for {Window} says {Picos.ToUsd(SaidSpent):0.######} USD spent and {Picos.ToUsd(SaidReserved):0.######} held; by the journal it is {Picos.ToUsd(Spent):0.######} and {Picos.ToUsd(Reserved):0.######}.");
    }
}
