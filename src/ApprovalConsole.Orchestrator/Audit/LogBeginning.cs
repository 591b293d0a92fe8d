using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>The log's first entry, and the events that are older than the log: they are chained at its beginning, which says how many they are.</summary>
internal static class LogBeginning
{
    /// <summary>The log as it stands; begun where there is none. All of it or nothing is written.</summary>
    /// <param name="takesTurn">Where another node may begin it at the same time: what lets only one of them.</param>
    public static LogState Open(DbConnection connection, string newInstance, DateTimeOffset now, string? takesTurn = null)
    {
        if (LogReading.StateOf(connection) is { Size: > 0 } log) return log;
        using var transaction = connection.BeginTransaction();
        if (takesTurn is not null)
        {
            Scalar(connection, transaction, takesTurn);
            if (LogReading.StateOf(connection) is { Size: > 0 } begun) return begun;
        }

        var chain = new AuditChain(LogState.Empty, new());
        var older = (long)Scalar(connection, transaction, """SELECT COUNT(*) FROM "journal" """);
        using var insert = new RowInsert(connection, transaction);
        insert.Write(chain.Add(AuditNote.Of(AuditKinds.Begun, null, null, null, now, new { instance = newInstance, chainedLater = older })));
        for (var (after, read) = (long.MinValue, Olders(connection, transaction, long.MinValue)); read.Count > 0; read = Olders(connection, transaction, after))
        {
            foreach (var (@event, journaled) in read) insert.Write(chain.Add(@event, journaled));
            after = read[^1].Journaled.Position;
        }

        transaction.Commit();
        chain.Commit();
        return chain.Committed;
    }

    /// <summary>Some at a time: while rows are being read, a connection may not be able to write.</summary>
    private static List<(EncodedEvent Event, JournaledEvent Journaled)> Olders(DbConnection connection, DbTransaction transaction, long after)
    {
        using var command = LogReading.CommandOf(connection, """
            SELECT j."Position", j."Stream", j."Version", j."Name", j."At", j."Data",
                (SELECT COUNT(*) FROM "payloads" p WHERE p."Stream" = j."Stream" AND p."Version" = j."Version") FROM "journal" j WHERE j."Position" > @p0 ORDER BY j."Position" LIMIT 500
            """, after);
        command.Transaction = transaction;
        using var row = command.ExecuteReader();
        var read = new List<(EncodedEvent, JournaledEvent)>();
        while (row.Read())
        {
            var @event = new EncodedEvent(row.GetString(3), Micros.ToInstant(row.GetInt64(4)), row.GetString(5), []) { About = AboutOf(row.GetString(1), row.GetString(5)) };
            read.Add((@event, new(row.GetInt64(0), row.GetString(1), row.GetInt32(2), @event.Data, row.GetInt32(6))));
        }

        return read;
    }

    /// <summary>As much as an event says by itself, without its run.</summary>
    private static About AboutOf(string stream, string json)
    {
        var @event = JsonNode.Parse(json)!.AsObject();
        var by = (@event["confirmedBy"] ?? @event["by"] ?? @event["requestedBy"]).Deserialize<Actor>(Readable);
        var tool = (string?)@event["toolId"] ?? (@event["terms"] is JsonObject terms ? (string?)terms["tool"] : null);
        return new(by is null ? null : About.NameOf(by), tool, (string?)@event["proposalId"] ?? (string?)@event["callId"] ?? (string?)@event["toolId"] ?? stream);
    }

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private static object Scalar(DbConnection connection, DbTransaction transaction, string sql)
    {
        using var command = LogReading.CommandOf(connection, sql);
        command.Transaction = transaction;
        return command.ExecuteScalar()!;
    }

    /// <summary>One statement for all rows.</summary>
    private sealed class RowInsert(DbConnection connection, DbTransaction transaction) : IDisposable
    {
        private DbCommand? _command;

        public void Write(Journal.Rows.AuditRow row)
        {
            var write = RowStatements.Insert(row);
            _command ??= LogReading.CommandOf(connection, write.Sql, [.. write.Values.Select(v => v ?? DBNull.Value)]);
            _command.Transaction = transaction;
            for (var i = 0; i < write.Values.Length; i++) _command.Parameters[i].Value = write.Values[i] ?? DBNull.Value;
            _command.ExecuteNonQuery();
        }

        public void Dispose() => _command?.Dispose();
    }
}
