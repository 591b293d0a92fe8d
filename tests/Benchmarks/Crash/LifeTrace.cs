using System.IO.MemoryMappedFiles;
using ApprovalConsole.Orchestrator;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>How far a console came, in memory that is a file: what a process has written there outlives it, however it dies, and costs it no call to the system.</summary>
internal sealed class LifeTrace : IDisposable
{
    private const int Passed = 0, Events = 4, Last = 8, DiesByItself = 12;
    private const int Size = 16;

    private readonly Lock _one = new();
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private LifeTrace(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, Size);
        _view = _file.CreateViewAccessor(0, Size);
    }

    public static void Clear(string folder) => File.WriteAllBytes(PathIn(folder), new byte[Size]);

    public static LifeTrace Open(string folder) => new(PathIn(folder));

    public static Life Read(string folder)
    {
        var bytes = File.ReadAllBytes(PathIn(folder));
        return new(BitConverter.ToInt32(bytes, Passed), BitConverter.ToInt32(bytes, Events), BitConverter.ToInt32(bytes, Last) is > 0 and var last ? (Milestone)(last - 1) : null, BitConverter.ToInt32(bytes, DiesByItself) != 0);
    }

    /// <returns>How many have been passed with this one.</returns>
    public int Note(Milestone milestone)
    {
        lock (_one)
        {
            if (milestone is Milestone.Committed) _view.Write(Events, _view.ReadInt32(Events) + 1);
            _view.Write(Last, (int)milestone + 1);
            var passed = _view.ReadInt32(Passed) + 1;
            _view.Write(Passed, passed);
            return passed;
        }
    }

    /// <summary>Said right before, so that nobody takes another's kill, or a crash, for it.</summary>
    public void Dying() => _view.Write(DiesByItself, 1);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static string PathIn(string folder) => Path.Combine(folder, "life");
}

/// <summary>How far a console came.</summary>
/// <param name="Events">That it committed.</param>
/// <param name="Last">The last milestone that it passed; null: none.</param>
internal sealed record Life(int Passed, int Events, Milestone? Last, bool DiesByItself);
