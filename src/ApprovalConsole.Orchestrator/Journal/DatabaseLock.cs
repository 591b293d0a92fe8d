using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>One process at a time works on a SQLite database. The operating system lets go of the lock when the process dies, however it dies.</summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _file;

    private DatabaseLock(FileStream file) => _file = file;

    /// <exception cref="SettingException">Another process has it.</exception>
    public static DatabaseLock Take(string databasePath)
    {
        try
        {
            var taken = new DatabaseLock(new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            OwnFolder.MakeFile(databasePath); // SQLite gives the files beside it the same mode
            return taken;
        }
        catch (IOException e)
        {
            throw new SettingException("Storage:ConnectionString", $"names {databasePath}, which another process works on ({e.Message})");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SettingException("Storage:ConnectionString", $"names {databasePath}, which cannot be written ({e.Message})");
        }
    }

    public void Dispose() => _file.Dispose();
}
