using System.Diagnostics;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>A disk of its own in a folder, of 24 MB, that a test can fill to the last byte. It takes root to make one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Skips the test where there can be none.</summary>
    public static SmallDisk In(TempFolder folder)
    {
        var path = folder["disk"];
        Directory.CreateDirectory(path);
        Assert.SkipUnless(Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", path), "It takes root to make a disk.");
        return new(path);
    }

    public void Fill()
    {
        var block = new byte[64 * 1024];
        using var file = new FileStream(Filler, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = block.Length; size >= 1;)
        {
            try
            {
                file.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    public void Free() => File.Delete(Filler);

    public static bool Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public void Dispose() => Run("umount", "-l", Path);
}
