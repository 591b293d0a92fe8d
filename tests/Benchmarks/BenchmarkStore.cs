using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Benchmarks;

/// <summary>Where a console's journal lies: in a file of its folder, or with <c>--on PostgreSql</c> in a database of a server that this process starts.</summary>
internal static class BenchmarkStore
{
    /// <summary>Whether the command asks for PostgreSQL.</summary>
    public static bool IsPostgreSql(string[] args) => Numbers.Text(args, "--on") switch
    {
        null or "Sqlite" => false,
        "PostgreSql" => true,
        var other => throw new ArgumentException($"--on {other}: there are Sqlite and PostgreSql."),
    };

    /// <summary>A database by that name, which is made; null for a file.</summary>
    public static string? DatabaseOf(string[] args, string name) => IsPostgreSql(args) ? PostgreSqlServer.Started.ConnectionStringOf(name) : null;

    /// <summary>What a console is told of it.</summary>
    /// <param name="database">Null for a file in its folder.</param>
    public static (string Key, string Value)[] SettingsOf(string? database) => database is null ? [] : [("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", database)];
}
