using System.Data.Common;
using ApprovalConsole.Orchestrator.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace ApprovalConsole.Orchestrator.Journal.Sqlite;

/// <summary>A database that has nothing yet gets what all migrations together make, in one transaction and not step by step. Nobody else writes meanwhile: the right to is taken before.</summary>
internal static class FirstTables
{
    public static async Task MakeAsync(ConsoleDb database, StoreSchema schema, CancellationToken ct)
    {
        await database.Database.OpenConnectionAsync(ct);
        var connection = database.Database.GetDbConnection();
        if (await HasAnyAsync(connection, ct)) return;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var statement in InOrder(schema.Known())) await RunAsync(statement);
        foreach (var migration in database.Database.GetMigrations())
            await RunAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES (@p0, @p1)""", migration, ProductInfo.GetVersion());
        await transaction.CommitAsync(ct);

        async Task RunAsync(string statement, params object[] values)
        {
            await using var command = LogReading.CommandOf(connection, statement, values);
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<bool> HasAnyAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = LogReading.CommandOf(connection, "SELECT 1 FROM sqlite_master LIMIT 1");
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    /// <summary>Tables before what is on them; what SQLite makes by itself has no statement, or a name that is its own.</summary>
    private static IEnumerable<string> InOrder(IReadOnlyDictionary<string, string> known) => known
        .Where(part => part.Value.Length > 0 && !part.Key.StartsWith("table sqlite_", StringComparison.Ordinal))
        .OrderByDescending(part => part.Key.StartsWith("table ", StringComparison.Ordinal)).ThenBy(part => part.Key, StringComparer.Ordinal).Select(part => part.Value);
}
