namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>A secret in a file that only this user can read.</summary>
internal static class KeyFile
{
    /// <summary>What the file holds; where there is none yet, it is made first.</summary>
    public static byte[] Open(string folder, string name, Func<byte[]> make)
    {
        var path = Path.Combine(folder, name);
        OwnFolder.Make(folder);
        if (!File.Exists(path)) Make(path, make());
        return File.ReadAllBytes(path);
    }

    /// <summary>Appears whole: another node that starts at the same time makes one, too, and the first of them is everybody's.</summary>
    private static void Make(string path, byte[] key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(draft, options))
        {
            file.Write(key);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
