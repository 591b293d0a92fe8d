using System.Diagnostics;
using ApprovalConsole.Benchmarks.Gate;
using ApprovalConsole.Orchestrator;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>A console in a process of its own, which kills itself with SIGKILL at a point, or says which points it passes.</summary>
internal static class DyingConsole
{
    public const string Command = "crash-console";
    public const string Listening = "listening ";

    /// <param name="args">The folder; a point, or a dash; the file that gets the name of each point that is passed; the database, where it is not a file of the folder.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (folder, point) = (args[0], args[1]);
        Milestones.Watch = point == "-" ? new Passed(args[2]).Note : new Death(point).At;
        await using var console = await BenchmarkConsole.StartAsync(folder, new RecordedTools(Path.Combine(folder, CrashMatrix.World)).Functions, settings: BenchmarkStore.SettingsOf(args.ElementAtOrDefault(3)));
        await console.TriedAsync();
        Console.WriteLine($"{Listening}{console.Address}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    public static string NameOf(Milestone milestone, string about) => about.Length == 0 ? $"{milestone}" : $"{milestone} {about}";

    // The canary's runs pass the same points, in memory: whoever dies with one loses nothing.
    private static bool IsCanarys(string stream) => stream.StartsWith("canary-", StringComparison.Ordinal);

    private sealed class Death(string point)
    {
        public void At(Milestone milestone, string about, string stream)
        {
            if (IsCanarys(stream) || NameOf(milestone, about) != point) return;
            using var self = Process.GetCurrentProcess();
            self.Kill(); // SIGKILL
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private sealed class Passed(string file)
    {
        private readonly Lock _one = new();
        private readonly HashSet<string> _names = [];

        public void Note(Milestone milestone, string about, string stream)
        {
            var name = NameOf(milestone, about);
            lock (_one)
            {
                if (!IsCanarys(stream) && _names.Add(name)) File.AppendAllText(file, $"{name}\n");
            }
        }
    }
}
