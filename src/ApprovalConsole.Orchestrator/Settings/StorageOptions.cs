using System.ComponentModel.DataAnnotations;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>Where the journal is kept.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    internal const string Sqlite = "Sqlite";

    /// <summary><c>Sqlite</c>.</summary>
    [AllowedValues(Sqlite, ErrorMessage = "Setting Storage:Provider must be Sqlite.")]
    public string Provider { get; set; } = Sqlite;

    /// <summary>Relative paths start at the content root.</summary>
    [Required(ErrorMessage = "Setting Storage:ConnectionString must name a database, as in Data Source=data/console.db.")]
    public string ConnectionString { get; set; } = "Data Source=data/console.db";

    /// <summary>Folder of the keys that must not lie in the database. Default: <c>keys</c> beside it.</summary>
    public string? KeysFolder { get; set; }
}
