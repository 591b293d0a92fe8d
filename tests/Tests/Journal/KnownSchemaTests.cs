using System.Text.Encodings.Web;
using System.Text.Json;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Journal;

/// <summary>The schema that the console goes by is the one that its migrations make. After a new migration: <c>RECORD_SCHEMA=1</c> writes it anew.</summary>
public sealed class KnownSchemaTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_known_schema_is_what_all_migrations_make()
    {
        using var folder = new TempFolder();
        await using var database = new SqliteConsoleDb(new DbContextOptionsBuilder<SqliteConsoleDb>().UseSqlite($"Data Source={folder["console.db"]};Pooling=False").Options);
        await database.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await database.Database.ExecuteSqlRawAsync(ConsoleStart.MigrationLock, TestContext.Current.CancellationToken);
        await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
        var connection = (SqliteConnection)database.Database.GetDbConnection();
        var made = new SortedDictionary<string, string>(KnownSchema.Read(connection), StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("RECORD_SCHEMA") is not null)
            await File.WriteAllTextAsync(Path.Combine(Built.Root, "src/ApprovalConsole.Orchestrator/Journal/Migrations/Sqlite/schema.json"), JsonSerializer.Serialize(made, Readable).ReplaceLineEndings("\n") + "\n", TestContext.Current.CancellationToken);

        await using var known = typeof(KnownSchema).Assembly.GetManifestResourceStream(KnownSchema.Resource)!;
        Assert.Equal(made, new SortedDictionary<string, string>((await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(known, cancellationToken: TestContext.Current.CancellationToken))!, StringComparer.Ordinal));
    }
}
