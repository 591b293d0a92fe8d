using ApprovalConsole.Orchestrator.Journal.PostgreSql;
using ApprovalConsole.Orchestrator.Journal.Sqlite;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Chooses the store by the settings; nowhere else is a provider asked for.</summary>
internal static class Stores
{
    /// <param name="epoch">Of this node, where several share the database; null: this console has it alone.</param>
    /// <exception cref="SettingException">The settings name none.</exception>
    public static Store Of(StorageOptions options, string contentRoot, ILoggerFactory? logs = null, string? epoch = null) => options.Provider switch
    {
        StorageOptions.Sqlite when epoch is not null => throw new SettingException("Cluster:Enabled", "takes Storage:Provider PostgreSql: nodes share a database, not a file"),
        StorageOptions.Sqlite => new SqliteStore(DatabasePath.Of(options, contentRoot), logs),
        StorageOptions.PostgreSql => PostgreSqlStore.Of(options, contentRoot, logs, epoch),
        _ => throw new SettingException("Storage:Provider", "must be Sqlite or PostgreSql"),
    };

    /// <summary>Another database of the same provider, by its file or its connection string.</summary>
    public static StorageOptions Named(string database, StorageOptions options) => new()
    {
        Provider = options.Provider, KeysFolder = options.KeysFolder,
        ConnectionString = options.Provider == StorageOptions.Sqlite ? $"Data Source={Path.GetFullPath(database)}" : database,
    };
}
