using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>What the gate did in the last days, all runs together: counted from the audit log, so that no figure rests on a row that could say otherwise, and none names a person.</summary>
public sealed class InsightsQuery
{
    /// <summary>The longest time that is looked back, in days.</summary>
    public const int MostDays = 90;

    /// <summary>Of refusals, halts and decisions the latest are read one by one; what is older than these is left out of their shares and times.</summary>
    public const int MostRead = 5_000;

    private const int WrittenTogether = 10_000;
    private const long MicrosOfADay = 86_400_000_000;

    private static readonly string[] Ends = [Kinds.Completed, Kinds.Failed, Kinds.Cancelled, Kinds.Halted];

    private static readonly string[] Lives = [Kinds.Started, .. Ends];

    private static readonly string[] Deeds =
        [Kinds.Sent, Kinds.Refused, Kinds.Proposed, Kinds.Approved, Kinds.Edited, Kinds.Rejected, Kinds.Revised, Kinds.Responded, Kinds.Expired, Kinds.Unknown];

    internal static readonly string[] Answers = [Kinds.Approved, Kinds.Edited, Kinds.Rejected, Kinds.Revised, Kinds.Responded];

    private readonly ReadPool _databases;
    private readonly ToolCatalog _tools;
    private readonly TimeProvider _time;

    internal InsightsQuery(ReadPool databases, ToolCatalog tools, TimeProvider time) => (_databases, _tools, _time) = (databases, tools, time);

    /// <param name="days">Today (UTC) is the last of them; more than <see cref="MostDays"/> are as many.</param>
    public async Task<InsightsView> LastAsync(int days, CancellationToken ct) => await SoFarAsync(days, ct).LastAsync(ct);

    /// <summary>The same part by part, as it is counted: at 100,000 runs all of it takes seconds, and the first parts do not. <see cref="InsightsView.Parts"/> says what is there by now. Each is read once, and away from the caller's
    /// thread: SQLite works on the one that asks, and a page's must stay free to be drawn.</summary>
    public async IAsyncEnumerable<InsightsView> SoFarAsync(int days, [EnumeratorCancellation] CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var first = today.AddDays(1 - Math.Clamp(days, 1, MostDays));
        var since = Micros.Of(new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero));
        var from = await Task.Run(() => _databases.ReadAsync(database => FirstSinceAsync(database, since, ct)), ct);
        var view = InsightsView.Nothing(first, today);
        foreach (var (part, read) in Parts)
        {
            var before = view;
            view = await Task.Run(() => _databases.ReadAsync(database => read(this, before, database, database.Audit.AsNoTracking().Where(e => e.Seq >= from && e.At >= since && e.Position != null), ct)), ct);
            yield return view = view with { Parts = view.Parts | part };
        }
    }

    private delegate Task<InsightsView> Reading(InsightsQuery query, InsightsView before, ConsoleDb database, IQueryable<AuditRow> log, CancellationToken ct);

    // In the order in which they are looked at. Later ones may rest on earlier ones.
    private static readonly (InsightsParts Part, Reading Read)[] Parts =
    [
        (InsightsParts.Ends, async (query, view, database, log, ct) => view with { Days = await EndsAsync(view, log, ct), Runs = await RunsAsync(log, ct), CostUsd = await CostAsync(view, database, ct) }),
        (InsightsParts.Tools, async (query, view, database, log, ct) => view with { Tools = await query.ToolsAsync(log, ct) }),
        (InsightsParts.Asked, async (_, view, _, log, ct) => view with { Asked = await AskedShare.OfAsync(log, view.Sent, ct) }),
        (InsightsParts.Times, async (_, view, database, log, ct) => view with { Times = DecisionTimes.Of(await WaitsAsync(database, log, ct)) }),
        (InsightsParts.People, async (_, view, database, log, ct) => view with { People = await LooksAsync(database, log, ct) }),
        (InsightsParts.Caught, async (_, view, database, log, ct) => view with { Caught = await SharesAsync(database, log, Kinds.Refused, LayerIn, ct) }),
        (InsightsParts.Halts, async (_, view, database, log, ct) => view with { Halts = await SharesAsync(database, log, Kinds.Halted, ReasonIn, ct) }),
        (InsightsParts.Paths, async (_, view, database, log, ct) => view with { Paths = await AgentPaths.OfAsync(database, log, ct) }),
    ];

    private static async Task<ImmutableArray<EndsOfDay>> EndsAsync(InsightsView view, IQueryable<AuditRow> log, CancellationToken ct)
    {
        var ends = await log.Where(e => Ends.Contains(e.Kind)).GroupBy(e => new { e.Kind, Day = e.At / MicrosOfADay })
            .Select(g => new { g.Key.Kind, g.Key.Day, Count = g.Select(e => e.Subject).Distinct().Count() }).ToListAsync(ct);
        return [.. Days(view.From, view.To).Select(d => new EndsOfDay(d, EndsOn(d, Kinds.Completed), EndsOn(d, Kinds.Cancelled), EndsOn(d, Kinds.Failed), EndsOn(d, Kinds.Halted)))];

        int EndsOn(DateOnly date, string kind) => ends.Where(e => e.Kind == kind && e.Day == date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber).Sum(e => e.Count);
    }

    private static Task<int> RunsAsync(IQueryable<AuditRow> log, CancellationToken ct) => log.Where(e => Lives.Contains(e.Kind)).Select(e => e.Stream).Distinct().CountAsync(ct);

    private static async Task<decimal> CostAsync(InsightsView view, ConsoleDb database, CancellationToken ct)
    {
        var day = BudgetStatements.DayOf(new DateTimeOffset(view.From, TimeOnly.MinValue, TimeSpan.Zero));
        return Picos.ToUsd(await database.Spend.AsNoTracking().Where(s => string.Compare(s.Day, day) >= 0).SumAsync(s => s.Cost, ct));
    }

    private async Task<ImmutableArray<ToolInsight>> ToolsAsync(IQueryable<AuditRow> log, CancellationToken ct)
    {
        var deeds = await log.Where(e => Deeds.Contains(e.Kind) && e.Tool != null).GroupBy(e => new { e.Kind, e.Tool })
            .Select(g => new { g.Key.Kind, g.Key.Tool, Count = g.Select(e => e.Subject).Distinct().Count() }).ToListAsync(ct);
        var recalled = await RecalledAsync(log, ct);
        var byName = ToolNames.For(_tools.All).ToDictionary(t => t.Name, t => t.Tool.Id);
        return [.. deeds.GroupBy(d => IdOf(d.Tool!)).Select(t => ToolInsight.Of(t.Key, t.GroupBy(d => d.Kind).ToDictionary(k => k.Key, k => k.Sum(d => d.Count - recalled.GetValueOrDefault((d.Kind, d.Tool!)))), isKnown: _tools.Find(t.Key) is not null)).OrderByDescending(t => t.Proposed).ThenByDescending(t => t.Sent).ThenBy(t => t.Tool, StringComparer.Ordinal)];

        // A call that was refused before its terms were known goes by the name that the model used.
        string IdOf(string tool) => _tools.Find(tool) is null ? byName.GetValueOrDefault(tool, tool) : tool;
    }

    /// <summary>Proposals whose last answer of its kind was taken back, by kind and tool: what people said of these they say no more.</summary>
    private static async Task<Dictionary<(string Kind, string Tool), int>> RecalledAsync(IQueryable<AuditRow> log, CancellationToken ct)
    {
        var answers = await log.Where(e => e.Kind == Kinds.Recalled).Join(
            log.Where(e => Answers.Contains(e.Kind) && e.Tool != null), r => new { Stream = r.Stream ?? "", Subject = r.Subject ?? "" }, a => new { Stream = a.Stream!, Subject = a.Subject! },
            (r, a) => new { Subject = a.Subject!, a.Kind, Tool = a.Tool!, Answered = a.Seq, Recalled = r.Seq }).ToListAsync(ct);
        return answers.GroupBy(a => (a.Subject, a.Kind, a.Tool)).Where(g => g.Max(a => a.Answered) < g.Max(a => a.Recalled)).GroupBy(g => (g.Key.Kind, g.Key.Tool)).ToDictionary(g => g.Key, g => g.Count());
    }

    /// <summary>The log is in order of time but for what was written together: a search by halves finds where the days begin without reading what lies before.</summary>
    internal static async Task<long> FirstSinceAsync(ConsoleDb database, long since, CancellationToken ct)
    {
        var (low, high) = (1L, await database.Audit.MaxAsync(e => (long?)e.Seq, ct) ?? 0);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (await database.Audit.Where(e => e.Seq == middle).Select(e => e.At).SingleAsync(ct) < since) low = middle + 1;
            else high = middle;
        }

        return low - WrittenTogether;
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) => Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);

    private static async Task<ImmutableArray<ShareOf>> SharesAsync(ConsoleDb database, IQueryable<AuditRow> log, string kind, Func<JsonElement, string> nameIn, CancellationToken ct)
    {
        var events = await log.Where(e => e.Kind == kind).OrderByDescending(e => e.Seq).Take(MostRead)
            .Join(database.Journal.AsNoTracking(), e => e.Position, j => (long?)j.Position, (_, j) => j.Data).ToListAsync(ct);
        return [.. events.GroupBy(data => nameIn(JsonElement.Parse(data))).Select(g => new ShareOf(g.Key, g.Count())).OrderByDescending(s => s.Count).ThenBy(s => s.Name, StringComparer.Ordinal)];
    }

    /// <summary>From a proposal to the first answer that people gave.</summary>
    private static async Task<IReadOnlyList<TimeSpan>> WaitsAsync(ConsoleDb database, IQueryable<AuditRow> log, CancellationToken ct)
    {
        var pairs = await AnswersWithProposals(database, log).ToListAsync(ct);
        return [.. pairs.GroupBy(p => p.Subject).Select(p => TimeSpan.FromMicroseconds(p.Min(x => x.At) - p.First().Since))];
    }

    // Each is in the stream of its answer, however long ago. Of one side it is said that it is not null: see AskedShare.
    internal static IQueryable<Answered> AnswersWithProposals(ConsoleDb database, IQueryable<AuditRow> log) =>
        log.Where(e => Answers.Contains(e.Kind)).OrderByDescending(e => e.Seq).Take(MostRead).Join(
            database.Audit.AsNoTracking().Where(e => e.Kind == Kinds.Proposed), a => new { Stream = a.Stream ?? "", Subject = a.Subject ?? "" }, p => new { Stream = p.Stream!, Subject = p.Subject! },
            (a, p) => new Answered(p.Subject!, a.At, p.At));

    /// <summary>One answer, with when its proposal was made; in microseconds.</summary>
    internal sealed record Answered(string Subject, long At, long Since);

    private static async Task<PeopleTime> LooksAsync(ConsoleDb database, IQueryable<AuditRow> log, CancellationToken ct)
    {
        var answers = log.Where(e => Answers.Contains(e.Kind));
        var read = await answers.OrderByDescending(e => e.Seq).Take(MostRead).Join(database.Journal.AsNoTracking(), e => e.Position, j => (long?)j.Position, (_, j) => j.Data).ToListAsync(ct);
        return PeopleTime.Of(await answers.CountAsync(ct), read.Select(data => PeopleTime.SeenIn(JsonElement.Parse(data))));
    }

    // The first layer that a call did not pass is the one that caught it.
    private static string LayerIn(JsonElement refused) =>
        refused.TryGetProperty("findings", out var findings) && findings.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } finding && finding.TryGetProperty("layer", out var layer) ? layer.GetString()! : nameof(Layer.Schema);

    private static string ReasonIn(JsonElement halted) => halted.TryGetProperty("reason", out var reason) ? reason.GetString()! : nameof(HaltReason.IterationCap);

    /// <summary>Names of events, as the log has them.</summary>
    internal static class Kinds
    {
        public const string AttentionAnswered = "attention.answered.v1";
        public const string Started = "run.started.v1";
        public const string Completed = "run.completed.v1";
        public const string Failed = "run.failed.v1";
        public const string Cancelled = "run.cancelled.v1";
        public const string Halted = "run.halted.v1";
        public const string Sent = "call.intended.v1";
        public const string Delegated = "child.intended.v1";
        public const string Refused = "call.refused.v1";
        public const string Proposed = "proposal.made.v1";
        public const string Approved = "proposal.approved.v1";
        public const string Edited = "proposal.edited.v1";
        public const string Rejected = "proposal.rejected.v1";
        public const string Revised = "proposal.revised.v1";
        public const string Responded = "proposal.responded.v1";
        public const string Recalled = "proposal.recalled.v1";
        public const string Expired = "proposal.expired.v1";
        public const string Unknown = "call.outcomeUnknown.v1";
    }
}
