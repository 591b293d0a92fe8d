using System.Data.Common;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Audit;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>What the audit table says of its own shape. It is believed here; <see cref="AuditVerification"/> is where it is checked.</summary>
internal static class LogReading
{
    /// <summary>The log's end, from a handful of rows however long it is.</summary>
    public static LogState StateOf(DbConnection connection) => StateOf(connection, SizeOf(connection));

    /// <summary>By its last entry.</summary>
    public static long SizeOf(DbConnection connection)
    {
        using var last = CommandOf(connection, """SELECT MAX("Seq") FROM "audit" """);
        return last.ExecuteScalar() is long size ? size : 0;
    }

    /// <summary>The log as it was when it had that many entries.</summary>
    /// <exception cref="InvalidDataException">It never had, or not all of it is there.</exception>
    public static LogState StateOf(DbConnection connection, long size)
    {
        if (size == 0) return LogState.Empty;
        using var last = CommandOf(connection, """SELECT "Chain" FROM "audit" WHERE "Seq" = @p0""", size);
        if (last.ExecuteScalar() is not byte[] chain) throw new InvalidDataException($"The audit log has no entry {size}.");
        var nodes = NodesOf(connection);
        var peaks = new List<byte[]>();
        for (var (level, end) = (62, 0L); level >= 0; level--)
        {
            if ((size & (1L << level)) == 0) continue;
            end += 1L << level;
            peaks.Add(nodes(level, (end >> level) - 1));
        }

        return new(size, chain, [.. peaks]);
    }

    /// <summary>Hash of a complete subtree by its level and index: it lies in the row of the subtree's last entry.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public static Func<int, long, byte[]> NodesOf(DbConnection connection) => (level, index) =>
    {
        using var command = CommandOf(connection, """SELECT "Nodes" FROM "audit" WHERE "Seq" = @p0""", (index + 1) << level);
        return command.ExecuteScalar() is byte[] nodes && nodes.Length >= (level + 1) * MerkleTree.HashBytes
            ? nodes[(level * MerkleTree.HashBytes)..((level + 1) * MerkleTree.HashBytes)]
            : throw new InvalidDataException($"The audit log has no entry {(index + 1) << level}, or not all of it.");
    };

    /// <summary>The console that the log belongs to; null where it says none.</summary>
    public static string? InstanceOf(DbConnection connection)
    {
        using var command = CommandOf(connection, """SELECT "Note" FROM "audit" WHERE "Seq" = 1""");
        return command.ExecuteScalar() is string note ? InstanceIn(note) : null;
    }

    /// <summary>Nothing was written since the log was begun: neither an entry, nor an event without one.</summary>
    public static bool IsJustBegun(DbConnection connection)
    {
        using var first = CommandOf(connection, """SELECT "Note" FROM "audit" WHERE "Seq" = 1""");
        if (first.ExecuteScalar() is not string note || (long?)JsonNode.Parse(note)?["chainedLater"] is not { } older || SizeOf(connection) != older + 1) return false;
        using var events = CommandOf(connection, """SELECT COUNT(*) FROM "journal" """);
        return (long)events.ExecuteScalar()! == older;
    }

    public static string? InstanceIn(string note) => (string?)JsonNode.Parse(note)?["instance"];

    public static DbCommand CommandOf(DbConnection connection, string sql, params object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", values[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
