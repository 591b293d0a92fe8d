namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>A secret in a file that only this user can read.</summary>
internal static class KeyFile
{
    /// <summary>What the file holds; where there is none yet, it is made first.</summary>
    public static byte[] Open(string folder, string name, Func<byte[]> make)
    {
        var path = Path.Combine(folder, name);
        OwnFolder.Make(folder);
        if (File.Exists(path)) return File.ReadAllBytes(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var key = make();
        using var file = new FileStream(path, options);
        file.Write(key);
        file.Flush(flushToDisk: true);
        return key;
    }
}
