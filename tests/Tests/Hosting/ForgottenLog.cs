using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>Somebody with the database and the heads' file: the audit log begins anew at the next start and betrays nothing, and what is left against forged rows are the console's marks.</summary>
internal static class ForgottenLog
{
    public static void Of(SqliteConnection database) => Of(Path.GetDirectoryName(Path.GetFullPath(database.DataSource))!);

    /// <param name="folder">Of a console that is down, with its keys in it.</param>
    public static void Of(string folder)
    {
        Assert.NotEqual(0, TestStore.Execute(folder, "DELETE FROM audit"));
        File.Delete(Path.Combine(folder, "keys", "heads.jsonl"));
    }
}
