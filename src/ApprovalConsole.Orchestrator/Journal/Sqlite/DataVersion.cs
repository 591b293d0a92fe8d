using System.Data.Common;
using System.Globalization;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal.Sqlite;

/// <summary>SQLite's <c>data_version</c> is for this: it stands still for what its own connection commits, and for readers.</summary>
internal sealed class DataVersion : ForeignWrites
{
    private const string Version = "PRAGMA data_version";

    private long _version;

    public override void Watch(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, Version);
        _version = VersionIn(command.ExecuteScalar());
    }

    public override Statement Look() => new(Version) { IsQuestion = true };

    public override string? Found(Statement look, LogState committed)
    {
        var version = VersionIn(look.Value);
        if (version == _version) return null;
        _version = version;
        return "Somebody else has written to the database while the console worked on it.";
    }

    private static long VersionIn(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
