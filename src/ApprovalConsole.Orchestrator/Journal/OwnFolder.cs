namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Folders of the console's own.</summary>
internal static class OwnFolder
{
    /// <summary>Makes a folder that only the console's user can open. One that is there stays as it is.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
