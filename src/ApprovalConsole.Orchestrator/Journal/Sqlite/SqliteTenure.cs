using System.Data.Common;
using ApprovalConsole.Orchestrator.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal.Sqlite;

/// <summary>On SQLite: the lock file beside the database. The connection is opened when the writer begins.</summary>
/// <param name="file">Null in memory, where nobody else comes.</param>
internal sealed class SqliteTenure(DatabaseLock? file, ConsoleDb database) : Tenure
{
    // https://sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, Full = 13, TooBig = 18, Constraint = 19, Mismatch = 20;

    private DbConnection? _connection;

    public override DbConnection Connection => _connection ??= Open();

    public override Courier CreateCourier() => new OneByOne(this);

    /// <summary>What is deleted is overwritten on the disk and not only marked as free.</summary>
    public override (string Before, string After)? WhileErasing => ("PRAGMA secure_delete = ON", "PRAGMA secure_delete = OFF");

    public override bool IsOfOne(Exception failure) => base.IsOfOne(failure) || failure is SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch };

    public override JournalTrouble TroubleOf(Exception failure) => failure is not SqliteException { SqliteErrorCode: var code } ? JournalTrouble.Unknown : code switch
    {
        Full => JournalTrouble.DiskFull,
        Busy or Locked => JournalTrouble.Locked,
        _ => JournalTrouble.Unknown,
    };

    /// <summary>Here and nowhere else: a checkpoint by another connection would look like another's write.</summary>
    public override void DropRemains()
    {
        try
        {
            using var command = LogReading.CommandOf(Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            command.ExecuteNonQuery();
        }
        catch (DbException)
        {
            // Somebody reads just now: they go with a later one.
        }
    }

    public override void Close() => database.Dispose();

    public override void Dispose()
    {
        Close();
        file?.Dispose();
    }

    private DbConnection Open()
    {
        database.Database.OpenConnection();
        return database.Database.GetDbConnection();
    }
}
