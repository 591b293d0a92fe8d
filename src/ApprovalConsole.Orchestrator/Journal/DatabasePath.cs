using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Where the database file lies, absolute.</summary>
internal sealed record DatabasePath(string Value)
{
    public string ConnectionString { get; private init; } = "";

    public string KeysFolder { get; private init; } = "";

    public static DatabasePath Of(StorageOptions options, string contentRoot)
    {
        SqliteConnectionStringBuilder builder;
        try
        {
            builder = new(options.ConnectionString);
        }
        catch (ArgumentException e)
        {
            throw new SettingException("Storage:ConnectionString", $"is no SQLite connection string ({e.Message})");
        }

        if (builder.DataSource is "" or ":memory:") throw new SettingException("Storage:ConnectionString", "must name a file, as in Data Source=data/console.db");
        var path = Path.GetFullPath(builder.DataSource, contentRoot);
        try
        {
            OwnFolder.Make(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException("Storage:ConnectionString", $"names {path}, whose folder cannot be made ({e.Message})");
        }

        if (File.Exists(path)) path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path; // the lock is of the file, whatever it is called by
        builder.DataSource = path;
        builder.DefaultTimeout = 5; // seconds that a statement waits for a locked file before the caller hears of it
        return new(path)
        {
            ConnectionString = builder.ToString(),
            KeysFolder = options.KeysFolder is { } keys ? Path.GetFullPath(keys, contentRoot) : Path.Combine(Path.GetDirectoryName(path)!, "keys"),
        };
    }
}
