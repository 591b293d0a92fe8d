using System.Data.Common;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Compares the journal with what the audit log knows of it: at the start what is new, what is loaded and what goes on; later each run before anything of it is sent.
/// What does not hold is a <see cref="Breach"/>.</summary>
internal sealed class LogCheck(ReadPool databases, AuditLog audit, Breach breach, TimeProvider time, ILogger<LogCheck> log)
{
    /// <summary>How much of the log before the last head is looked at again: an approval may be older than the head, and still go.</summary>
    public static readonly TimeSpan LooksBack = TimeSpan.FromHours(1);

    /// <summary>And how many entries at most: a busy hour has millions.</summary>
    private const long MostLookedBack = 5_000;

    /// <summary>Streams that are read whole at the start: policies and admissions, stops, people.</summary>
    private const string AreLoaded = """("Stream" >= 'tool/' AND "Stream" < 'tool0') OR "Stream" IN ('stops', 'people')""";

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
        found.AddRange(streams.Select(s => StreamCheck.FirstBad(connection, s, since)).OfType<BadEntry>().Select(InWords));
        return new([.. found.Distinct()], tail.Read, streams.Count);
    }

    /// <summary>From where on the log is compared.</summary>
    public void Since(Adopted adopted) => _since = adopted;

    /// <summary>False for an approval that was given before the database was adopted: nobody knows if it was not used.</summary>
    public bool MayLetGo(Approval approval) => Micros.Of(approval.At) > _since.At;

    /// <summary>Whether the run's journal is what the log knows. Where it is not, from now on nothing is sent at all.</summary>
    /// <param name="before">As the journal has it.</param>
    public async Task<bool> HoldsAsync(Run before, Run after)
    {
        // A new run has no past, but for an undo: its id is in the journal of the run it takes back, and it may have been there before.
        return after.Kind is RunKind.Canary || (before.Version == 0 && after.Kind is not RunKind.Undo) || await HoldsAsync(after.Id);
    }

    /// <summary>Likewise, for whatever the journal has of the run.</summary>
    public async Task<bool> HoldsAsync(string runId)
    {
        var bad = await databases.ReadAsync(database => Task.FromResult(FirstBad(database.Database.GetDbConnection(), runId)));
        if (bad is null) return true;
        await FoundAsync([InWords(bad)], CancellationToken.None);
        return false;
    }

    /// <summary>Holds everything, and writes down why.</summary>
    public async Task FoundAsync(IReadOnlyList<string> findings, CancellationToken ct)
    {
        foreach (var finding in findings.Where(breach.Found))
        {
            log.LogCritical("The journal is not what the audit log says it was: {Finding} {WhatToDo}", finding, Breach.WhatToDo);
            await audit.RecordAsync(AuditNote.Of(AuditKinds.Broken, null, null, audit.Instance, time.GetUtcNow(), new { why = finding }), ct);
        }
    }

    private BadEntry? FirstBad(DbConnection connection, string stream)
    {
        using var snapshot = ((SqliteConnection)connection).BeginTransaction(deferred: true);
        return StreamCheck.FirstBad(connection, stream, _since);
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

    private static string InWords(BadEntry bad) => bad.Seq is { } seq ? $"entry {seq}: {bad.What}." : $"{char.ToUpperInvariant(bad.What[0])}{bad.What[1..]}.";
}

/// <summary>What a start found.</summary>
/// <param name="Entries">Of the log's newest part that were looked at.</param>
/// <param name="Streams">That were compared whole.</param>
internal sealed record StartReport(IReadOnlyList<string> Findings, long Entries, int Streams);
