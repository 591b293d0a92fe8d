using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Whether the database's file is, byte for byte, the one that this console left when it last ended in order, after all of it had been found well: then the gate need not wait until the log is reckoned anew.
/// Its digest lies with the keys, where who writes to the database does not come, and is good for one start.</summary>
/// <remarks>Whoever opens the file beside SQLite and closes it again takes the locks from all of the process's connections (https://sqlite.org/howtocorrupt.html, 2.2): so it is opened before the first of them, and closed
/// after the last.</remarks>
internal sealed class FileAsLeft(Store store, ILogger<FileAsLeft> log) : IDisposable
{
    /// <summary>Time for the digest at the end: nobody waits longer for a process to go. Without one the next start reckons everything anew first.</summary>
    private static readonly TimeSpan MarksWithin = TimeSpan.FromSeconds(20);

    private const int BytesAtOnce = 1024 * 1024;

    private volatile bool _ends;
    private SafeFileHandle? _read;

    /// <summary>Over once the file was read. False also where there is none, or it was not left in order.</summary>
    public Task<bool> IsIt { get; private set; } = Task.FromResult(false);

    private string MarkPath => Path.Combine(store.KeysFolder, "left");

    /// <summary>Takes the digest away, and begins to read. Nobody may be connected to the database yet.</summary>
    public void Begin()
    {
        if (store.FilePath is not { } path || TakeMark() is not { } left) return;
        if (new FileInfo(Beside(path)) is { Exists: true, Length: > 0 }) return; // commits that are not in the file
        _read = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (KeepUnchanged() is not { } unchanged) return;
        IsIt = Task.Factory.StartNew(() => IsAsLeft(left, unchanged), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>At the end, with nobody connected any more: the file is found so again by the next start.</summary>
    public void Mark()
    {
        if (store.FilePath is not { } path || !File.Exists(path) || File.Exists(Beside(path))) return; // somebody is connected all the same: the last one takes it along
        try
        {
            using var file = File.OpenHandle(path);
            var begun = Stopwatch.GetTimestamp();
            var digest = DigestOf(file, () => Stopwatch.GetElapsedTime(begun) > MarksWithin) ?? throw new IOException($"it takes longer than {MarksWithin.TotalSeconds:0} s to read.");
            OwnFolder.WriteWhole(MarkPath, digest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The database's file was left without a mark: {Why} After the next start nothing irreversible is sent until the log is reckoned anew.", e.Message);
        }
    }

    public void Dispose()
    {
        _ends = true;
        IsIt.Wait();
        _read?.Dispose();
    }

    /// <returns>Null where there is none, or it cannot be taken away: then it might be good for more than one start.</returns>
    private string? TakeMark()
    {
        try
        {
            if (!File.Exists(MarkPath)) return null;
            var left = File.ReadAllText(MarkPath);
            File.Delete(MarkPath);
            return left;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("What the console left of its file cannot be taken up: {Why} Nothing irreversible is sent until the log is reckoned anew.", e.Message);
            return null;
        }
    }

    private static string Beside(string path) => path + "-wal";

    /// <summary>As long as somebody reads from before the first write, nothing that is written comes into the file.</summary>
    /// <returns>Who reads; null where it cannot be read.</returns>
    internal ConsoleDb? KeepUnchanged()
    {
        var database = store.Create();
        try
        {
            database.Database.OpenConnection();
            var connection = database.Database.GetDbConnection();
            store.BeginSnapshot(connection);
            using var first = LogReading.CommandOf(connection, "SELECT COUNT(*) FROM sqlite_master");
            first.ExecuteScalar();
            return database;
        }
        catch (DbException)
        {
            database.Dispose();
            return null;
        }
    }

    private bool IsAsLeft(string left, ConsoleDb unchanged)
    {
        try
        {
            using (unchanged) return DigestOf(_read!, () => _ends) == left;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <returns>Null where it was given up.</returns>
    private static string? DigestOf(SafeFileHandle file, Func<bool> giveUp)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[BytesAtOnce];
        for (long at = 0; RandomAccess.Read(file, bytes, at) is > 0 and var read; at += read)
        {
            if (giveUp()) return null;
            digest.AppendData(bytes, 0, read);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
