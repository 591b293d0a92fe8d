namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Folders and files of the console's own.</summary>
internal static class OwnFolder
{
    /// <summary>Makes a folder that only the console's user can open. One that is there stays as it is.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Makes an empty file that only the console's user can open, whatever folder it lies in. One that is there stays as it is.</summary>
    public static void MakeFile(string path)
    {
        if (File.Exists(path)) return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }

    /// <summary>A file that only the console's user can open has this text when it returns, or is as it was.</summary>
    public static void WriteWhole(string path, string text)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        MakeFile(draft);
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
    }
}
