using System.Collections.Frozen;
using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>Other nodes write to the same log, and who else does is found: each commit leaves a mark over the whole log under a key that every node has and the database has not. What comes after the end that this node
/// knows is reckoned on from there, and is the cluster's own only where it comes to what the mark says.</summary>
internal sealed class OtherNodes(DecisionSeal seal, Elsewhere elsewhere, DeedMemory deeds, QuotaMemory quotas, Owner self) : ForeignWrites
{
    /// <summary>What a node that listens is told after each commit: who made it, and nothing more.</summary>
    public const string Channel = "approvalconsole";

    private const string Last = """SELECT "Seq", "Chain" FROM "audit" ORDER BY "Seq" DESC LIMIT 1""";
    private const string Events = """SELECT "Version", "Data" FROM "journal" WHERE "Stream" = @p0 AND "Version" <= @p1 ORDER BY "Version" """;
    private const string Mark = """SELECT "Mac" FROM "log_mark" WHERE "Size" = @p0""";
    private const string LeaveMark = """INSERT INTO "log_mark" ("Id", "Size", "Mac") VALUES (1, @p0, @p1) ON CONFLICT ("Id") DO UPDATE SET "Size" = excluded."Size", "Mac" = excluded."Mac" """;
    private const string Tell = "SELECT 1 FROM pg_notify(@p0, @p1)";

    public override bool AreMany => true;

    public override void Watch(DbConnection connection)
    {
    }

    public override Statement Look() => new(Last) { IsQuestion = true };

    public override string? Found(Statement look, LogState committed) => throw new NotSupportedException("What others wrote is followed.");

    public override string? Follow(Statement look, Func<string, object?[], DbCommand> prepare, AuditChain chain)
    {
        try
        {
            return FollowOn(look, prepare, chain);
        }
        catch (Exception e) when (EntryRows.IsUnreadable(e) || e is InvalidDataException or JsonException or KeyNotFoundException)
        {
            return $"What was written to the log elsewhere cannot be read ({e.Message}).";
        }
    }

    public override bool IsStill(long taken) => elsewhere.IsStill(taken);

    public override IEnumerable<Statement> Leave(LogState written) => [new(LeaveMark, written.Size, seal.OfLog(written)), new(Tell, Channel, self.Epoch) { IsQuestion = true }];

    /// <summary>Where the log ends as its mark says, or there is none: a console that was alone leaves none.</summary>
    public static bool IsMarked(DbConnection connection, LogState log, DecisionSeal seal)
    {
        using var command = LogReading.CommandOf(connection, """SELECT "Size", "Mac" FROM "log_mark" """);
        using var row = command.ExecuteReader();
        return !row.Read() || (row.GetInt64(0) == log.Size && seal.HoldsLog(log, row.GetString(1)));
    }

    private string? FollowOn(Statement look, Func<string, object?[], DbCommand> prepare, AuditChain chain)
    {
        var known = chain.Committed;
        var (size, end) = look.Row is [long last, byte[] there] ? (last, there) : (0, []);
        if (size < known.Size) return "Entries at the audit log's end are gone.";
        if (size == known.Size) return end.AsSpan().SequenceEqual(known.Chain) || size == 0 ? null : "The audit log's end is not what was chained.";
        var (log, entries, bad) = Read(prepare, known);
        if (bad is not null) return bad;
        if (prepare(Mark, [log.Size]).ExecuteScalar() is not string mark || !seal.HoldsLog(log, mark)) return "Somebody who is no node of the cluster has written to the audit log.";

        // All of it is looked through before any of it counts.
        var events = entries.Where(e => e.Entry.Journaled is not null).ToList();
        var moved = events.Where(e => MayMove(e.Entry.Kind)).Select(e => e.Entry.Journaled!.Stream).Distinct().SelectMany(stream => MovedIn(prepare, stream, events)).ToList();
        chain.Follow(log, events.Select(e => (e.Entry.Journaled!, e.Leaf)));
        deeds.Add(moved.Select(m => m.Deed).OfType<Deed>());
        deeds.Commit();
        List<QuotaUse> uses = [.. moved.Select(m => m.Use).OfType<QuotaUse>()];
        quotas.GiveBack(uses);
        quotas.Take(uses);
        elsewhere.Say(Of(entries, events));
        return null;
    }

    private static Written Of(List<FollowedEntry> entries, List<FollowedEntry> events) => new(
        events.GroupBy(e => e.Entry.Journaled!.Stream).ToDictionary(g => g.Key, g => g.Max(e => e.Entry.Journaled!.Version)),
        entries.Select(e => e.Entry.Kind).ToFrozenSet(),
        [.. entries.Where(e => e.Entry is { Kind: AuditKinds.Erased, Subject: not null }).Select(e => e.Entry.Subject!)],
        [.. entries.Where(e => e.Entry is { Kind: AuditKinds.Broken, Note: not null }).Select(e => (string?)JsonNode.Parse(e.Entry.Note!)?["why"] ?? "another node found it")]);

    private static (LogState Log, List<FollowedEntry> Entries, string? Bad) Read(Func<string, object?[], DbCommand> prepare, LogState log)
    {
        var entries = new List<FollowedEntry>();
        using var row = prepare($"""{EntryRows.Select} WHERE a."Seq" > @p0 ORDER BY a."Seq" """, [log.Size]).ExecuteReader();
        while (row.Read())
        {
            var (entry, isTorn) = EntryRows.EntryOf(row);
            if (isTorn || entry.Seq != log.Size + 1) return (log, entries, $"Entry {log.Size + 1}, written elsewhere, is not what was chained.");
            var leaf = entry.Leaf();
            (log, var nodes) = log.Add(leaf);
            if (!EntryRows.ChainOf(row).SequenceEqual(log.Chain) || !EntryRows.NodesOf(row).SequenceEqual(nodes)) return (log, entries, $"Entry {entry.Seq}, written elsewhere, is not what was chained.");
            entries.Add(new(entry, leaf));
        }

        return (log, entries, null);
    }

    /// <summary>What the run holds now that others must not have, and what it has let go.</summary>
    private static IReadOnlyList<RowWrite> MovedIn(Func<string, object?[], DbCommand> prepare, string stream, List<FollowedEntry> events)
    {
        var own = events.Where(e => e.Entry.Journaled!.Stream == stream).Select(e => e.Entry.Journaled!.Version).ToList();
        var (first, last) = (own.Min(), own.Max());
        var (run, before) = (Run.Initial, Run.Initial);
        using var row = prepare(Events, [stream, last]).ExecuteReader();
        while (row.Read())
        {
            if (row.GetInt32(0) == first) before = run;
            run = RunEvolution.Evolve(run, EventCodec.Decode<RunEvent>(row.GetString(1), EventCodec.NoTexts));
        }

        return RunRows.HeldChanged(before, run);
    }

    private static bool MayMove(string kind) => kind.StartsWith("call.", StringComparison.Ordinal) || kind.StartsWith("proposal.", StringComparison.Ordinal);

    private sealed record FollowedEntry(AuditEntry Entry, byte[] Leaf);
}
