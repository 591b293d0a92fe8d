using System.Data.Common;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Whether every index of the database says the same as its table. What is looked up goes by indexes, and one that was made to leave a row out hides it from whoever looks.</summary>
internal static class IndexCheck
{
    /// <summary>Takes time with the size of the database.</summary>
    /// <returns>What SQLite found first; null where all is well.</returns>
    public static string? FirstBad(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, "PRAGMA integrity_check(1)");
        return command.ExecuteScalar() is string and not "ok" and var found ? $"the database is not whole: {found}" : null;
    }
}
