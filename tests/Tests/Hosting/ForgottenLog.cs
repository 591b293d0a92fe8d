using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>Somebody with the database and the heads' file: the audit log begins anew at the next start and betrays nothing, and what is left against forged rows are the console's marks.</summary>
internal static class ForgottenLog
{
    /// <param name="database">Of a console that is down, with its keys beside it.</param>
    public static void Of(SqliteConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = "DELETE FROM audit";
        Assert.NotEqual(0, command.ExecuteNonQuery());
        File.Delete(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database.DataSource))!, "keys", "heads.jsonl"));
    }
}
