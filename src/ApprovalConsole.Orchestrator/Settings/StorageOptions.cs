using System.ComponentModel.DataAnnotations;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>Where the journal is kept.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    internal const string Sqlite = "Sqlite";
    internal const string PostgreSql = "PostgreSql";

    /// <summary><c>Sqlite</c> or <c>PostgreSql</c>.</summary>
    [AllowedValues(Sqlite, PostgreSql, ErrorMessage = "Setting Storage:Provider must be Sqlite or PostgreSql.")]
    public string Provider { get; set; } = Sqlite;

    /// <summary>Names the database as the provider has it: <c>Data Source=data/console.db</c>, or <c>Host=…;Database=…;Username=…;Password=…</c>. Relative paths start at the content root.</summary>
    [Required(ErrorMessage = "Setting Storage:ConnectionString must name a database, as in Data Source=data/console.db.")]
    public string ConnectionString { get; set; } = "Data Source=data/console.db";

    /// <summary>Folder of the keys that must not lie in the database. Default: <c>keys</c> beside a database file, else <c>data/keys</c>.</summary>
    public string? KeysFolder { get; set; }
}
