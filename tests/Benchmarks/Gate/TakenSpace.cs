using ApprovalConsole.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>What a contender has on the disk.</summary>
/// <param name="Database">On PostgreSQL; null: in the folder.</param>
internal sealed record TakenSpace(string Folder, string? Database)
{
    /// <summary>Databases by their pages, those in the log that are not copied over yet included; everything else by its length. Only read: the console does not like others to write.</summary>
    public long Bytes => new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Extension switch
    {
        ".db" => PagesOf(f.FullName),
        ".db-wal" or ".db-shm" => 0,
        _ => f.Length,
    }) + (Database is null ? 0 : SizeOf(new NpgsqlConnectionStringBuilder(Database).Database!));

    private static long PagesOf(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        return (long)query.ExecuteScalar()!;
    }

    private static long SizeOf(string database) => (long)PostgreSqlServer.Started.Execute(database, "SELECT pg_database_size(current_database())")!;
}
