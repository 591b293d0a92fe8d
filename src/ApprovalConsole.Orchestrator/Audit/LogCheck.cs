using System.Data.Common;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Compares the journal with what the audit log knows of it: at the start what is new, what is loaded and what goes on; later each run before anything of it is sent.
/// What does not hold is a <see cref="Breach"/>.</summary>
internal sealed class LogCheck(Store store, ReadPool databases, StreamMemory memory, KnownSchema schema, AuditLog audit, Breach breach, TimeProvider time, ILogger<LogCheck> log)
{
    /// <summary>How much of the log before the last head is looked at again: an approval may be older than the head, and still go.</summary>
    public static readonly TimeSpan LooksBack = TimeSpan.FromHours(1);

    /// <summary>And how many entries at most: a busy hour has millions.</summary>
    private const long MostLookedBack = 5_000;

    /// <summary>Streams that are read whole at the start: policies and admissions, stops, people, budgets.</summary>
    private const string AreLoaded = """("Stream" >= 'tool/' AND "Stream" < 'tool0') OR "Stream" IN ('stops', 'people', 'budgets')""";

    /// <summary>Looks at a stream that others write to meanwhile: each takes less time than a commit.</summary>
    private const int MostLooks = 50;

    private static readonly TimeSpan RecordAgainAfter = TimeSpan.FromSeconds(1);

    private Adopted _since = Adopted.Nothing;

    /// <summary>Compares what a start rests on. The work grows with what happened lately and with what is open, never with the log.</summary>
    /// <param name="heads">The newest, oldest first.</param>
    public static StartReport AtStart(DbConnection connection, IReadOnlyList<TreeHead> heads, Adopted since)
    {
        var found = new List<string>();
        if (LastBreach(connection, since) is { } known) found.Add(known);
        var last = heads.Count > 0 ? heads[^1] : null;
        var after = heads.FirstOrDefault(h => h.At >= last!.At - LooksBack && h.Size >= last.Size - MostLookedBack)?.Size ?? LogReading.StateOf(connection).Size;
        var tail = LogTail.Check(connection, Math.Max(after, since.Seq), since, last);
        if (tail.FirstBad is { } bad) found.Add(InWords(bad));
        var streams = Names(connection, $"""
            SELECT "Stream" FROM "journal" WHERE {AreLoaded} UNION SELECT "Stream" FROM "audit" WHERE "Stream" IS NOT NULL AND ({AreLoaded}) UNION SELECT "Id" FROM "runs" WHERE "Active"
            """);
        try
        {
            var check = new StreamCheck(connection, LogReading.StateOf(connection), null, since);
            found.AddRange(streams.Select(check.FirstBad).OfType<BadEntry>().Select(InWords));
        }
        catch (InvalidDataException e)
        {
            found.Add(e.Message); // the log's own end is not all there
        }

        return new([.. found.Distinct()], tail.Read, streams.Count);
    }

    /// <summary>From where on the log is compared, and remembered.</summary>
    public void Since(Adopted adopted)
    {
        _since = adopted;
        memory.Forget();
    }

    /// <summary>False for an approval that was given before the database was adopted: nobody knows if it was not used.</summary>
    public bool MayLetGo(Approval approval) => Micros.Of(approval.At) > _since.At;

    /// <summary>Reads a run and compares what it reads, in one snapshot: what is decided on is what was compared. Where it is not what the log knows, from now on nothing is sent at all.</summary>
    /// <param name="isOpen">Whether it still needs its texts: those of a run that has ended may have been erased.</param>
    public async Task<(IReadOnlyList<ReadEvent<RunEvent>> Past, bool Holds)> ReadAsync(string runId, Func<IReadOnlyList<ReadEvent<RunEvent>>, bool> isOpen, CancellationToken ct)
    {
        var (past, bad) = await ComparedAsync(runId, async (database, check) =>
        {
            var read = await JournalReader.ReadAsync<RunEvent>(database, runId, ct);
            return (read, check.FirstBad(runId) ?? (isOpen(read) && !check.HasAllTexts(runId) ? new BadEntry(null, $"texts of {runId} are gone that nobody erased") : null));
        }, ct);
        return (past, bad is null);
    }

    /// <summary>Compares whatever the journal has of a run that cannot be read.</summary>
    public Task CompareAsync(string runId) => HoldsAsync(runId);

    /// <summary>Whether a stream is what the log knows of it; where it is not, everything is held when this returns.</summary>
    public async Task<bool> HoldsAsync(string stream) => (await ComparedAsync(stream, (_, check) => Task.FromResult((true, check.FirstBad(stream))), CancellationToken.None)).Bad is null;

    /// <summary>Looks at many entries with the log as it is known here.</summary>
    public Task<T> LookAsync<T>(Func<DbConnection, StreamCheck, T> look) => LookAsync((connection, known, since) => look(connection, new StreamCheck(connection, known, null, since)));

    /// <summary>Likewise, for who reckons the log anew: with the log, and what of it was adopted. The log in the look is the one that is known, unless others write too fast to be followed.</summary>
    public async Task<T> LookAsync<T>(Func<DbConnection, LogState, Adopted, T> look)
    {
        for (var looks = 1; ; looks++)
        {
            var (known, mayBeBehind) = (audit.Log, looks < MostLooks); // before the look: the database is never behind it
            var (isDone, answer) = await databases.ReadAsync(database => InOneSnapshotAsync(database, connection =>
                Task.FromResult(mayBeBehind && LogReading.SizeOf(connection) > known.Size ? (false, default(T)) : (true, look(connection, known, _since)))));
            if (isDone) return answer!;
            await audit.CaughtUpAsync(CancellationToken.None);
        }
    }

    /// <summary>Holds everything, and writes down why.</summary>
    public async Task FoundAsync(IReadOnlyList<string> findings, CancellationToken ct)
    {
        foreach (var finding in findings.Where(breach.Found))
        {
            log.LogCritical("The journal is not what the audit log says it was: {Finding} {WhatToDo}", finding, Breach.WhatToDo);
            var note = AuditNote.Of(AuditKinds.Broken, null, null, audit.Instance, time.GetUtcNow(), new { why = finding });
            try
            {
                await audit.RecordAsync(note, ct);
            }
            catch (JournalUnavailableException)
            {
                _ = RecordLaterAsync(note); // it holds already; that it did must not depend on a disk that is full for a while
            }
        }
    }

    private async Task RecordLaterAsync(AuditNote note)
    {
        while (true)
        {
            await Task.Delay(RecordAgainAfter);
            try
            {
                await audit.RecordAsync(note, CancellationToken.None);
                return;
            }
            catch (JournalUnavailableException)
            {
                // Not yet.
            }
        }
    }

    /// <summary>What is known is taken first, so the database is never behind it. Where it is ahead, the writer may not have said yet what it has just written: it is asked to, and all is looked at
    /// again. What it never says was written by somebody else.</summary>
    private async Task<(T Read, BadEntry? Bad)> ComparedAsync<T>(string stream, Func<ConsoleDb, StreamCheck, Task<(T, BadEntry?)>> read, CancellationToken ct)
    {
        for (var look = 1; ; look++)
        {
            var (known, remembered) = (audit.Log, memory.Of(stream));
            var (found, bad, isAhead) = await databases.ReadAsync(database => InOneSnapshotAsync(database, async connection =>
            {
                var check = new StreamCheck(connection, known, remembered, _since);
                var (what, wrong) = await read(database, check);
                return schema.WhyOther(connection) is { } why ? (what, new BadEntry(null, why.TrimEnd('.')), false) : (what, wrong, check.IsAhead);
            }));
            if (isAhead && look < MostLooks)
            {
                await audit.CaughtUpAsync(ct);
                continue;
            }

            if (bad is not null) await FoundAsync([InWords(bad)], CancellationToken.None);
            return (found, bad);
        }
    }

    private async Task<T> InOneSnapshotAsync<T>(ConsoleDb database, Func<DbConnection, Task<T>> read)
    {
        var connection = database.Database.GetDbConnection();
        using var snapshot = store.BeginSnapshot(connection);
        await database.Database.UseTransactionAsync(snapshot);
        try
        {
            return await read(connection);
        }
        finally
        {
            await database.Database.UseTransactionAsync(null);
        }
    }

    /// <summary>What was found earlier and nobody has adopted since.</summary>
    private static string? LastBreach(DbConnection connection, Adopted since)
    {
        using var command = LogReading.CommandOf(connection, $"""SELECT "Note" FROM "audit" WHERE {Breach.IsItsEntry} AND "Kind" = @p0 AND "Seq" > @p1 ORDER BY "Seq" LIMIT 1""", AuditKinds.Broken, since.Seq);
        return command.ExecuteScalar() is string note ? (string?)System.Text.Json.Nodes.JsonNode.Parse(note)?["why"] ?? "it was found earlier" : null;
    }

    private static List<string> Names(DbConnection connection, string sql)
    {
        using var command = LogReading.CommandOf(connection, sql);
        using var row = command.ExecuteReader();
        var names = new List<string>();
        while (row.Read()) names.Add(row.GetString(0));
        return names;
    }

    internal static string InWords(BadEntry bad) => bad.Seq is { } seq ? $"entry {seq}: {bad.What}." : $"{char.ToUpperInvariant(bad.What[0])}{bad.What[1..]}.";
}

/// <summary>What a start found.</summary>
/// <param name="Entries">Of the log's newest part that were looked at.</param>
/// <param name="Streams">That were compared whole.</param>
internal sealed record StartReport(IReadOnlyList<string> Findings, long Entries, int Streams);
