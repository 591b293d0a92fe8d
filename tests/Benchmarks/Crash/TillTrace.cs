using System.Globalization;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>Signs of the tills of one console's life, in files.</summary>
internal sealed class TillTrace : IDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly FileStream _alive;

    private TillTrace(string folder)
    {
        _folder = folder;
        _alive = new(AliveIn(folder), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read); // shared with other tills; gone with the process, however that ends
        File.WriteAllText(NumberIn(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A till's own.</summary>
    public static TillTrace Live(string folder) => new(folder);

    /// <summary>Before a console's life. Not before the last till of the one before has ended: what was on its way to it may be done when the console is dead.</summary>
    /// <exception cref="CrashFound">It does not end, though nobody speaks to it.</exception>
    public static void Clear(string folder)
    {
        AwaitEnd(folder);
        foreach (var file in new[] { NumberIn(folder), DiedIn(folder) }) File.Delete(file);
    }

    /// <summary>Returns when no till lives.</summary>
    public static void AwaitEnd(string folder)
    {
        for (var since = Environment.TickCount64; Environment.TickCount64 - since < EndsWithin.TotalMilliseconds;)
        {
            try
            {
                using var all = new FileStream(AliveIn(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(5);
            }
        }

        throw new CrashFound("a till goes on, and its console is dead");
    }

    /// <summary>The till that was started last; null where none was.</summary>
    public static int? LastOf(string folder) => File.Exists(NumberIn(folder)) && int.TryParse(File.ReadAllText(NumberIn(folder)), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether a till came by where it, or its console, was to die.</summary>
    public static bool CameBy(string folder) => File.Exists(DiedIn(folder));

    /// <returns>False where one did before in this life: the console has started another since.</returns>
    public bool DiesFirst()
    {
        try
        {
            using var died = new FileStream(DiedIn(_folder), FileMode.CreateNew);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => _alive.Dispose();

    private static string AliveIn(string folder) => Path.Combine(folder, "till.alive");

    private static string NumberIn(string folder) => Path.Combine(folder, "till.pid");

    private static string DiedIn(string folder) => Path.Combine(folder, "till.died");
}
