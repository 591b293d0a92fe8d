using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Once a day, how the last one went, in numbers. A day on which nothing happened and nothing waits is not told of.</summary>
/// <remarks>The day is in the notice's id, so that a restart, or another node, tells it once.</remarks>
internal sealed class Digests(
    Destinations destinations, Outbox outbox, ReadPool databases, JournalWriter writer, Placement placement, IOptions<ConsoleOptions> options, TimeProvider time, ILogger<Digests> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>What is counted, by the names that the log has for it.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Counted = new Dictionary<string, string[]>
    {
        ["started"] = [InsightsQuery.Kinds.Started], ["completed"] = [InsightsQuery.Kinds.Completed], ["failed"] = [InsightsQuery.Kinds.Failed], ["halted"] = [InsightsQuery.Kinds.Halted],
        ["asked"] = [InsightsQuery.Kinds.Proposed], ["approved"] = [InsightsQuery.Kinds.Approved, InsightsQuery.Kinds.Edited], ["rejected"] = [InsightsQuery.Kinds.Rejected],
        ["expired"] = [InsightsQuery.Kinds.Expired], ["outcomeUnknown"] = [InsightsQuery.Kinds.Unknown], ["refused"] = [InsightsQuery.Kinds.Refused],
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!destinations.All.Any(d => d.Wants(NoticeType.Digest))) return;
        DateTimeOffset? told = null;
        using var timer = new PeriodicTimer(Every); // by the machine's clock: it only says when to look at the other one
        do
        {
            try
            {
                var due = DueAt(time.GetUtcNow(), options.Value.DigestAt);
                if (told == due || !placement.IsMine("digest")) continue;
                await TellAsync(due, stoppingToken);
                told = due;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning("How the day went could not be told, which is tried again: {Why}", e.Message);
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    /// <summary>The last moment at which a day ended.</summary>
    internal static DateTimeOffset DueAt(DateTimeOffset now, TimeSpan at)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + at;
        return today <= now ? today : today.AddDays(-1);
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Of the day that ended then.</summary>
    internal async Task TellAsync(DateTimeOffset due, CancellationToken ct)
    {
        var facts = await FactsAsync(due.AddDays(-1), due, ct);
        if (facts.All(f => f.Value!.GetValueKind() is not System.Text.Json.JsonValueKind.Number || f.Value.GetValue<int>() == 0)) return;
        var notice = new Notice(NoticeType.Digest, $"digest-{due:yyyy-MM-dd}", "insights", due, facts) { Id = $"msg_digest_{due:yyyyMMdd}" };
        await writer.AppendAsync(new("", 0, [], [.. outbox.RowsOf([notice])]), ct);
    }

    private Task<JsonObject> FactsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => databases.ReadAsync(async database =>
    {
        var (since, until) = (Micros.Of(from), Micros.Of(to));
        var first = await InsightsQuery.FirstSinceAsync(database, since, ct);
        var kinds = Counted.Values.SelectMany(k => k).ToList();
        var counts = await database.Audit.AsNoTracking().Where(e => e.Seq >= first && e.At >= since && e.At < until && kinds.Contains(e.Kind))
            .GroupBy(e => e.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var facts = new JsonObject { ["from"] = from.ToString("O"), ["to"] = to.ToString("O") };
        foreach (var (name, of) in Counted) facts[name] = of.Sum(kind => counts.GetValueOrDefault(kind));

        // Of that day: what has come since is the next one's.
        var next = RunIds.FirstAt(to);
        facts["waiting"] = await database.Proposals.CountAsync(p => p.Status == nameof(ProposalStatus.Pending) && p.RequestedAt < until, ct);
        facts["unknown"] = await database.Runs.CountAsync(r => r.Status == nameof(RunStatus.OutcomeUnknown) && string.Compare(r.Id, next) < 0, ct);
        return facts;
    });
}
