using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>Where the consoles under test keep their journal: a SQLite file in the test's folder, or with <c>STORE=PostgreSql</c> a database of the test's own on <see cref="PostgreSqlServer"/>. Keys lie in the folder either way.</summary>
internal static partial class TestStore
{
    public const string OfSqliteAlone = "It is about SQLite's own file or pragmas.";

    public static bool IsPostgreSql { get; } = Environment.GetEnvironmentVariable("STORE") switch
    {
        null or "" or "Sqlite" => false,
        "PostgreSql" => true,
        var other => throw new InvalidOperationException($"STORE={other}: it may be Sqlite or PostgreSql."),
    };

    public static bool IsSqlite => !IsPostgreSql;

    public static StorageOptions OptionsOf(string folder) => IsPostgreSql ? PostgreSqlOptionsOf(folder) : new() { ConnectionString = $"Data Source={Path.Combine(folder, "console.db")}" };

    /// <summary>On PostgreSQL, whatever the other tests run on.</summary>
    public static StorageOptions PostgreSqlOptionsOf(string folder)
    {
        Assert.SkipWhen(PostgreSqlServer.Binaries is null && !IsPostgreSql, "PostgreSQL is not installed.");
        return new() { Provider = "PostgreSql", ConnectionString = PostgreSqlServer.Started.ConnectionStringOf(DatabaseOf(folder)), KeysFolder = Path.Combine(folder, "keys") };
    }

    public static JsonObject SettingsOf(string folder) => JsonOf(OptionsOf(folder));

    public static JsonObject JsonOf(StorageOptions options)
    {
        var settings = new JsonObject { ["Provider"] = options.Provider, ["ConnectionString"] = options.ConnectionString };
        if (options.KeysFolder is { } keys) settings["KeysFolder"] = keys;
        return settings;
    }

    /// <summary>For somebody who can read and write the database of a console in this folder.</summary>
    public static DbConnection Open(string folder)
    {
        DbConnection connection = IsPostgreSql ? new NpgsqlConnection(OptionsOf(folder).ConnectionString + ";Pooling=false") : new SqliteConnection($"Data Source={Path.Combine(folder, "console.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <returns>How many rows were changed.</returns>
    public static int Execute(string folder, string sql)
    {
        using var database = Open(folder);
        using var command = CommandOf(database, sql);
        return command.ExecuteNonQuery();
    }

    /// <param name="sql">With names as SQLite reads them, which does not mind how they are spelt: PostgreSQL wants those of the columns quoted, and truths and bytes written otherwise.</param>
    public static DbCommand CommandOf(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection ? Names().Replace(sql, m => m.Groups["name"] is { Success: true, Value: var name } ? $"\"{name}\"" : m.Groups["truth"].Success ? $"\"Active\" = {(m.Value.EndsWith('1') ? "TRUE" : "FALSE")}" : m.Groups["bytes"] is { Success: true, Value: var bytes } ? $"'\\x{bytes}'" : m.Value) : sql;
        return command;
    }

    /// <summary>The folder goes, and its database with it.</summary>
    public static void Forget(string folder)
    {
        if (PostgreSqlServer.IsStarted) PostgreSqlServer.Started.Drop(DatabaseOf(folder));
    }

    public static string DatabaseOf(string folder) => $"test_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..16]}";

    // What is quoted, as a text or as a name, is left as it is.
    [GeneratedRegex("""[xX]'(?<bytes>[0-9A-Fa-f]*)'|'[^']*'|"[^"]*"|(?<truth>\bActive = [01]\b)|\b(?<name>Position|Stream|Version|Name|At|Data|Slot|Salt|Text|Seq|Kind|Actor|Tool|Subject|Texts|Note|Chain|Nodes|Id|RunId|Agent|Status|Active|WakeAt|Document|Seal|EffectHash|Principal|BlockedBy|Child|Scope|CallId|Amount|Window|Limit|Reserved|Spent|Day|Route|Model|Calls|Cost|Caller|Key|Fingerprint|RequestedAt|ExpiresAt|ProposalId|Recipient)\b""")]
    private static partial Regex Names();
}
