using System.Data.Common;
using System.Globalization;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Whether anybody but the writer has written to the database since the writer opened it. All that the console writes goes through the one writer, so whatever else was written, tables and indexes alike, was
/// somebody else's doing: it need not be found where it is to be known for what it is.</summary>
/// <remarks>SQLite's <c>data_version</c> is for this: it stands still for what its own connection commits, and for readers.</remarks>
internal class ForeignWrites
{
    private const string Version = "PRAGMA data_version";

    private long _version;

    /// <summary>From now on, on the writer's connection.</summary>
    public void Watch(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, Version);
        _version = VersionIn(command);
    }

    /// <summary>Within the writer's transaction, where nobody else writes any more.</summary>
    /// <returns>A sentence, once for what was written; null where nothing was.</returns>
    public virtual string? Found(Func<string, DbCommand> prepare)
    {
        var version = VersionIn(prepare(Version));
        if (version == _version) return null;
        _version = version;
        return "Somebody else has written to the database while the console worked on it.";
    }

    private static long VersionIn(DbCommand command) => Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
}
