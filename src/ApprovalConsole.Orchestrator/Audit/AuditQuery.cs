using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>The audit log for readers, newest first; its check; and its heads.</summary>
public sealed class AuditQuery
{
    private const int HeadsShown = 10;

    private readonly Store _store;
    private readonly ReadPool _databases;
    private readonly AuditLog _audit;
    private readonly HeadsFile _heads;
    private readonly AuditKey _key;
    private readonly UnsettledEntries _unsettled;
    private readonly MaskedEntries _masked;

    internal AuditQuery(Store store, ReadPool databases, AuditLog audit, HeadsFile heads, AuditKey key, UnsettledEntries unsettled, MaskedEntries masked) =>
        (_store, _databases, _audit, _heads, _key, _unsettled, _masked) = (store, databases, audit, heads, key, unsettled, masked);

    /// <summary>Whether a text is a page's <see cref="Page{T}.Next"/>.</summary>
    public static bool IsCursor(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>What two people decide is told without the first one's name until it is settled, to auditors too: one of them may be the second.</summary>
    /// <param name="after">A page's <see cref="Page{T}.Next"/>.</param>
    public async Task<Page<AuditEntryView>> ListAsync(AuditFilter filter, string? after, int? take, CancellationToken ct)
    {
        var page = await RowsAsync(filter, after, take, ct);
        return page with { Items = await _masked.OfAsync(page.Items, ct) };
    }

    private Task<Page<AuditEntryView>> RowsAsync(AuditFilter filter, string? after, int? take, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var rows = database.Audit.AsNoTracking();
        if (!filter.Everything) rows = rows.Where(e => e.Actor != null || e.Position == null);
        if (filter.Person is { } person) rows = rows.Where(e => e.Actor == person);
        if (filter.Tool is { } tool) rows = rows.Where(e => e.Tool == tool);
        if (filter.Kind is { } kind) rows = kind is [.. var stem, '.']
            ? rows.Where(e => string.Compare(e.Kind, kind) > 0 && string.Compare(e.Kind, stem + "/") < 0) : rows.Where(e => e.Kind == kind); // after the point sorts the slash
        if (filter.Run is { } run) rows = rows.Where(e => e.Subject == run || (string.Compare(e.Subject, run + ".") > 0 && string.Compare(e.Subject, run + "/") < 0));
        var count = Page<AuditEntryView>.Clamp(take);
        var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : long.MaxValue;
        var shown = new List<AuditEntryView>();
        for (var isMore = true; isMore && shown.Count <= count;)
        {
            var below = before;
            var found = await rows.Where(e => e.Seq < below).OrderByDescending(e => e.Seq).Take(count + 1)
                .GroupJoin(database.Journal.AsNoTracking(), e => e.Position, j => (long?)j.Position, (entry, events) => new { entry, events })
                .SelectMany(x => x.events.DefaultIfEmpty(), (x, @event) => new { x.entry, @event }).OrderByDescending(x => x.entry.Seq).ToListAsync(ct);
            var unsettled = await _unsettled.AmongAsync(found.Select(x => x.entry), ct);
            shown.AddRange(found.Where(x => filter.Person is null || !unsettled.Contains(x.entry.Seq)) // to be found under a name, or to be left out visibly, is to be named
                .Select(x => unsettled.Contains(x.entry.Seq) ? AuditEntryView.Undisclosed(x.entry) : AuditEntryView.Of(x.entry, x.@event)));
            (isMore, before) = (found.Count > count, found.Count > 0 ? found[^1].entry.Seq : before);
        }

        return new Page<AuditEntryView>([.. shown.Take(count)], shown.Count > count ? shown[count - 1].Seq.ToString(CultureInfo.InvariantCulture) : null);
    });

    /// <summary>Reckons the whole log anew and compares it with every head that was exported, and with what this process has written.</summary>
    public Task<AuditCheckView> VerifyAsync(CancellationToken ct)
    {
        var written = _audit.Log; // before the database is read: what is written meanwhile only adds to it
        return _databases.ReadAsync(database => Task.Run(() => Verify(database, written), ct));
    }

    /// <summary>The heads that were exported last, newest first.</summary>
    public IReadOnlyList<TreeHead> Heads() => [.. _heads.ReadAll().OfType<TreeHead>().TakeLast(HeadsShown).Reverse()];

    /// <summary>RFC 9162 proof that the log of <paramref name="size"/> only added to the log of <paramref name="earlier"/>; null where it never had these sizes.</summary>
    public Task<IReadOnlyList<string>?> ConsistencyAsync(long earlier, long size, CancellationToken ct) => _databases.ReadAsync(database =>
    {
        if (earlier < 1 || earlier > size || size > _audit.Log.Size) return Task.FromResult<IReadOnlyList<string>?>(null);
        database.Database.OpenConnection();
        var proof = MerkleTree.ConsistencyOf(earlier, size, LogReading.NodesOf(database.Database.GetDbConnection()));
        return Task.FromResult<IReadOnlyList<string>?>([.. proof.Select(Convert.ToHexStringLower)]);
    });

    private AuditCheckView Verify(ConsoleDb database, LogState written)
    {
        var heads = _heads.ReadAll();
        if (Witness.FirstBad(heads, _key.Fingerprint) is { } bad) return new(false, written.Size, _audit.Sign(written), bad, heads.Count);
        var connection = database.Database.GetDbConnection();
        using var snapshot = _store.BeginSnapshot(connection); // the writer goes on meanwhile
        var report = AuditVerification.Of(connection,
            [.. Witness.RootsOf(heads), new(written.Size, Convert.ToHexStringLower(written.Root), _audit.Instance, "what this process wrote")]);
        var torn = report.Ok ? _store.TornIndex(connection) : null;
        return new(report.Ok && torn is null, report.Log.Size, _audit.Sign(written), torn is null ? report.FirstBad : new(null, torn), heads.Count);
    }
}

/// <summary>Which entries.</summary>
/// <param name="Kind">A kind, or its beginning with a point at the end: <c>proposal.</c></param>
/// <param name="Everything">Also what the console did by itself.</param>
public sealed record AuditFilter(string? Person = null, string? Kind = null, string? Tool = null, string? Run = null, bool Everything = false);

/// <summary>The outcome of a check.</summary>
/// <param name="Entries">As far as the log could be followed.</param>
/// <param name="Heads">Exported heads it was compared with.</param>
public sealed record AuditCheckView(bool Ok, long Entries, TreeHead Head, BadEntry? FirstBad, int Heads);
