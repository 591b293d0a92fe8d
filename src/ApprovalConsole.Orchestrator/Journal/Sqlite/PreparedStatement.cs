using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApprovalConsole.Orchestrator.Journal.Sqlite;

/// <summary>One of the writer's statements, prepared once and given its values by place. A command of the provider's would look for each value's name again each time, and make a reader for each answer: for a run's sixty statements as much work as SQLite's own.</summary>
internal sealed class PreparedStatement : IDisposable
{
    // As the provider's commands have it: a database in memory is locked by table, also against its own process.
    private static readonly TimeSpan WaitsForOthers = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(150);

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;
    private readonly bool _mayChange;

    /// <param name="values">How many it takes: <c>@p0</c>, <c>@p1</c>, …</param>
    /// <exception cref="SqliteException">It is none, or names what is not there.</exception>
    public PreparedStatement(SqliteConnection connection, string sql, int values)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, Encoding.UTF8.GetBytes(sql), raw.SQLITE_PREPARE_PERSISTENT, out _statement, out var rest));
        if (Encoding.UTF8.GetString(rest).AsSpan().ContainsAnyExcept(" \r\n;\0")) throw new ArgumentException("One statement at a time.", nameof(sql)); // what comes after it would not be carried out
        _places = [.. Enumerable.Range(0, values).Select(i => raw.sqlite3_bind_parameter_index(_statement, string.Create(CultureInfo.InvariantCulture, $"@p{i}")))];
        _mayChange = raw.sqlite3_stmt_readonly(_statement) == 0;
    }

    /// <summary>Carries it out, and answers it.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    /// <exception cref="ArgumentException">A value is none that a column of ours holds.</exception>
    public void Run(Statement statement)
    {
        try
        {
            for (var i = 0; i < _places.Length; i++) Check(Bind(_places[i], statement.Values[i]));
            var hasRow = Step();
            object?[] row = hasRow && statement.IsQuestion ? [Value()] : [];
            while (hasRow && !statement.IsQuestion) hasRow = Step();
            statement.Answer(row, _mayChange && !statement.IsQuestion ? raw.sqlite3_changes(_database) : 0);
        }
        finally
        {
            raw.sqlite3_reset(_statement); // what it failed of is told by then
        }
    }

    public void Dispose() => _statement.Dispose();

    /// <returns>True where there is a row to read.</returns>
    private bool Step()
    {
        var began = Stopwatch.GetTimestamp();
        int result;
        while ((result = raw.sqlite3_step(_statement)) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_LOCKED_SHAREDCACHE && Stopwatch.GetElapsedTime(began) < WaitsForOthers)
        {
            raw.sqlite3_reset(_statement);
            Thread.Sleep(LooksAgainAfter);
        }

        Check(result);
        return result == raw.SQLITE_ROW;
    }

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => Bind(place, text),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        bool yes => raw.sqlite3_bind_int64(_statement, place, yes ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        _ => throw new ArgumentException($"No column holds a {value.GetType().Name}."),
    };

    private int Bind(int place, string text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(_statement, place, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    private object? Value() => raw.sqlite3_column_type(_statement, 0) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(_statement, 0),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(_statement, 0),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(_statement, 0).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(_statement, 0).ToArray(),
        _ => null,
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
