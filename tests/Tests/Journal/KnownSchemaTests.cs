using System.Text.Encodings.Web;
using System.Text.Json;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Journal;

/// <summary>The schema that the console goes by is the one that its migrations make, and these make what the model says. After a new migration: <c>RECORD_SCHEMA=1</c> writes it anew.</summary>
public sealed class KnownSchemaTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task A_new_file_gets_at_once_what_all_migrations_make_and_none_is_left_to_do()
    {
        using var folder = new TempFolder();
        using var store = Stores.Of(new StorageOptions { ConnectionString = $"Data Source={folder["console.db"]};Pooling=False" }, folder.Path);
        await using var database = store.Create();
        await store.MakeFirstTablesAsync(database, TestContext.Current.CancellationToken);
        Assert.Equal(store.Schema.Known(), store.Schema.Read(database.Database.GetDbConnection()));
        Assert.Equal(database.Database.GetMigrations(), await database.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken));

        await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
        await store.MakeFirstTablesAsync(database, TestContext.Current.CancellationToken); // what has its tables is left alone
        Assert.Equal(store.Schema.Known(), store.Schema.Read(database.Database.GetDbConnection()));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task The_known_schema_is_what_all_migrations_make(string provider)
    {
        using var folder = new TempFolder();
        using var store = Stores.Of(provider == "Sqlite" ? new StorageOptions { ConnectionString = $"Data Source={folder["console.db"]};Pooling=False" } : TestStore.PostgreSqlOptionsOf(folder.Path), folder.Path);
        await using var database = store.Create();
        await database.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await store.PrepareAsync(database, TestContext.Current.CancellationToken);
        await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
        Assert.False(database.Database.HasPendingModelChanges(), "the model has changed since the last migration");
        var made = new SortedDictionary<string, string>(store.Schema.Read(database.Database.GetDbConnection()), StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("RECORD_SCHEMA") is not null)
            await File.WriteAllTextAsync(Path.Combine(Built.Root, $"src/ApprovalConsole.Orchestrator/Journal/Migrations/{provider}/schema.json"), JsonSerializer.Serialize(made, Readable).ReplaceLineEndings("\n") + "\n", TestContext.Current.CancellationToken);

        await using var known = typeof(KnownSchema).Assembly.GetManifestResourceStream(store.Schema.Resource)!;
        Assert.Equal(made, new SortedDictionary<string, string>((await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(known, cancellationToken: TestContext.Current.CancellationToken))!, StringComparer.Ordinal));
    }
}
