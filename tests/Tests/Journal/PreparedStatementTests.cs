using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Journal;

/// <summary>The writer's statements on SQLite say what the provider's commands say.</summary>
public sealed class PreparedStatementTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public PreparedStatementTests()
    {
        _connection.Open();
        Run("""CREATE TABLE "kept" ("Id" INTEGER PRIMARY KEY, "Value")""");
    }

    public static TheoryData<object?> Values => [(object?)null, "", "text", "ü\uD83D\uDE00", "half \uD83D of a character", "before\0behind", new string('x', 300_000), 0L, long.MinValue, -7, true, Array.Empty<byte>(), new byte[] { 0, 255 }];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_stored_as_the_providers_command_stores_it(object? value)
    {
        Run("""INSERT INTO "kept" VALUES (1, @p0)""", value);
        using var command = _connection.CreateCommand();
        command.CommandText = """INSERT INTO "kept" VALUES (2, @p0)""";
        command.Parameters.AddWithValue("@p0", value ?? DBNull.Value);
        command.ExecuteNonQuery();

        Assert.Equal(1L, Ask("""SELECT COUNT(*) FROM "kept" a JOIN "kept" b ON a."Value" IS b."Value" AND typeof(a."Value") = typeof(b."Value") WHERE a."Id" = 1 AND b."Id" = 2"""));
    }

    [Fact]
    public void A_value_goes_to_its_name_wherever_that_stands()
    {
        Assert.Equal("b-a-b", Ask("SELECT @p1 || '-' || @p0 || '-' || @p1", "a", "b"));
    }

    [Fact]
    public void It_says_how_many_rows_it_changed_also_where_it_changed_none()
    {
        Assert.Equal(2, Run("""INSERT INTO "kept" VALUES (1, 1), (2, 2)""").Changed);
        Assert.Equal(0, Run("""UPDATE "kept" SET "Value" = 3 WHERE "Id" = @p0""", 9L).Changed);
        Assert.Equal(1, Run("""DELETE FROM "kept" WHERE "Id" = @p0""", 2L).Changed);
        Assert.Null(Ask("""INSERT INTO "kept" VALUES (@p0, 1) ON CONFLICT DO NOTHING RETURNING "Id" """, 1L));
    }

    [Fact]
    public void One_that_failed_says_so_and_can_be_run_again()
    {
        const string sql = """INSERT INTO "kept" VALUES (@p0, 1)""";
        using var prepared = new PreparedStatement(_connection, sql, 1);
        prepared.Run(new(sql, 1L));

        Assert.Equal(19, Assert.Throws<SqliteException>(() => prepared.Run(new(sql, 1L))).SqliteErrorCode);
        prepared.Run(new(sql, 2L));
        Assert.Equal(2L, Ask("""SELECT COUNT(*) FROM "kept" """));
    }

    [Fact]
    public void What_no_column_holds_is_refused_and_so_is_more_than_one_statement()
    {
        Assert.Throws<ArgumentException>(() => Run("SELECT @p0", 1.5m));
        Assert.Throws<ArgumentException>(() => Run("""DELETE FROM "kept"; DELETE FROM "kept" """));
        Assert.Throws<SqliteException>(() => Run("""DELETE FROM "gone" """));
    }

    public void Dispose() => _connection.Dispose();

    private object? Ask(string sql, params object?[] values) => Answered(new(sql, values) { IsQuestion = true }).Value;

    private Statement Run(string sql, params object?[] values) => Answered(new(sql, values));

    private Statement Answered(Statement statement)
    {
        using var prepared = new PreparedStatement(_connection, statement.Sql, statement.Values.Length);
        prepared.Run(statement);
        return statement;
    }
}
