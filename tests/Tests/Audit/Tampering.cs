using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Audit;

/// <summary>Someone with the database and a free hand.</summary>
internal sealed class Tampering(SqliteConnection database, Random chance)
{
    public static readonly string[] Kinds = ["change", "delete", "swap", "insert", "truncate"];

    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["audit"] = ["Seq", "At", "Kind", "Actor", "Tool", "Subject", "Position", "Stream", "Texts", "Note", "Chain", "Nodes"],
        ["journal"] = ["Position", "Stream", "Version", "Name", "At", "Data"],
        ["payloads"] = ["Stream", "Version", "Slot", "Salt", "Text"],
    };

    /// <returns>What was done, in words.</returns>
    public string Do(string kind) => kind switch
    {
        "change" => Change(),
        "delete" => Delete(),
        "swap" => Swap(),
        "insert" => Insert(),
        _ => Truncate(),
    };

    private string Change()
    {
        var (table, row) = AnyRow();
        var column = Any(Columns[table]);
        var was = Scalar($"""SELECT "{column}" FROM "{table}" WHERE rowid = {row}""");
        object now = was switch
        {
            long number => column is "Seq" or "Position" or "Version" or "Slot" ? number + 1_000_000 + chance.Next(1000) : number + (chance.Next(2) == 0 ? 1 : -1),
            string { Length: > 0 } text => Spoiled(text),
            byte[] bytes => Spoiled(bytes),
            _ => "x",
        };
        Write($"""UPDATE "{table}" SET "{column}" = @p0 WHERE rowid = {row}""", now);
        return $"{table} {row}: {column} changed";
    }

    private string Delete()
    {
        var (table, row) = AnyRow();
        Write($"""DELETE FROM "{table}" WHERE rowid = {row}""");
        return $"{table} {row} deleted";
    }

    // What two rows say changes places; their keys stay, or it would be the same rows.
    private string Swap()
    {
        var (table, one) = AnyRow();
        var other = one;
        while (other == one) other = RowOf(table);
        string[] what = table switch { "audit" => [.. Columns["audit"].Skip(1).Where(c => c != "Position")], "journal" => ["Name", "At", "Data"], _ => ["Salt", "Text"] };
        var was = Row(table, one, what);
        var list = string.Join(", ", what.Select(c => $"\"{c}\""));
        Write($"""UPDATE "{table}" SET ({list}) = (SELECT {list} FROM "{table}" WHERE rowid = {other}) WHERE rowid = {one}""");
        Write($"""UPDATE "{table}" SET {string.Join(", ", what.Select((c, i) => $"\"{c}\" = @p{i}"))} WHERE rowid = {other}""", was);
        return $"{table} {one} and {other} swapped";
    }

    private string Insert()
    {
        switch (chance.Next(4))
        {
            case 0: // an event behind a stream's last
                Write($"""INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, Version + 50, Name, At, Data FROM journal WHERE rowid = {RowOf("journal")}""");
                return "an event inserted";
            case 1: // an entry at the end that repeats another
                Write($"""INSERT INTO audit (Seq, At, Kind, Actor, Tool, Subject, Position, Texts, Note, Chain, Nodes) SELECT (SELECT MAX(Seq) + 1 FROM audit), At, Kind, Actor, Tool, Subject, NULL, Texts, Note, Chain, Nodes FROM audit WHERE rowid = {RowOf("audit")}""");
                return "an entry added";
            case 2: // an entry in the middle; the later ones move up
                var at = RowOf("audit");
                Write($"UPDATE audit SET Seq = -Seq WHERE Seq >= {at}");
                Write("UPDATE audit SET Seq = 1 - Seq WHERE Seq < 0");
                Write($"INSERT INTO audit (Seq, At, Kind, Actor, Tool, Subject, Position, Texts, Note, Chain, Nodes) SELECT {at}, At, Kind, Actor, Tool, Subject, NULL, -1, '{{}}', Chain, Nodes FROM audit WHERE Seq = {at + 1}");
                return $"an entry inserted before {at}";
            default:
                Write($"""INSERT INTO payloads SELECT Stream, Version, Slot + 7, Salt, Text FROM payloads WHERE rowid = {RowOf("payloads")}""");
                return "a text inserted";
        }
    }

    private string Truncate()
    {
        var end = (long)Scalar("SELECT MAX(Seq) FROM audit")! - chance.Next(1, 5000);
        Write($"DELETE FROM payloads WHERE (Stream, Version) IN (SELECT Stream, Version FROM journal WHERE Position IN (SELECT Position FROM audit WHERE Seq > {end}))", mayBeNone: true);
        Write($"DELETE FROM journal WHERE Position IN (SELECT Position FROM audit WHERE Seq > {end})", mayBeNone: true);
        Write($"DELETE FROM audit WHERE Seq > {end}");
        return $"cut after {end}";
    }

    private (string Table, long Row) AnyRow()
    {
        var table = Any(["audit", "journal", "payloads"]);
        return (table, RowOf(table));
    }

    private long RowOf(string table)
    {
        var last = (long)Scalar($"""SELECT MAX(rowid) FROM "{table}" """)!;
        return (long)Scalar($"""SELECT rowid FROM "{table}" WHERE rowid >= {chance.NextInt64(1, last + 1)} ORDER BY rowid LIMIT 1""")!;
    }

    private string Any(string[] list) => list[chance.Next(list.Length)];

    private string Spoiled(string text)
    {
        var at = chance.Next(text.Length);
        return string.Concat(text.AsSpan(0, at), text[at] == 'q' ? "p" : "q", text.AsSpan(at + 1));
    }

    private byte[] Spoiled(byte[] bytes)
    {
        bytes[chance.Next(bytes.Length)] ^= (byte)(1 << chance.Next(8));
        return bytes;
    }

    private object?[] Row(string table, long row, string[] columns)
    {
        using var command = Command($"""SELECT {string.Join(", ", columns.Select(c => $"\"{c}\""))} FROM "{table}" WHERE rowid = {row}""");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return [.. Enumerable.Range(0, columns.Length).Select(reader.GetValue)];
    }

    private object? Scalar(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }

    private void Write(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    private void Write(string sql, bool mayBeNone)
    {
        using var command = Command(sql);
        Assert.True(mayBeNone && command.ExecuteNonQuery() >= 0);
    }

    private SqliteCommand Command(string sql, params object?[] values)
    {
        var command = database.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@p{i}"), values[i] ?? DBNull.Value);
        return command;
    }
}
