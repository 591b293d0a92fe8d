using System.Diagnostics;
using ApprovalConsole.Benchmarks.Gate;
using ApprovalConsole.Orchestrator;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>A console in a process of its own, which kills itself with SIGKILL as its fate says, or says which points it passes.</summary>
internal static class DyingConsole
{
    public const string Command = "crash-console";
    public const string Listening = "listening ";

    /// <param name="args">The folder; its fate; the file that gets the name of each point that is passed, or a dash; the database, where it is not a file of the folder.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = args[0];
        using var trace = LifeTrace.Open(folder);
        var fate = Fate.Read(args[1]);
        var mortal = new Mortal(fate, folder, trace, args[2] == "-" ? null : args[2]);
        Milestones.Watch = mortal.Pass;
        _ = DieWithWhoStartedItAsync();
        var tools = new RecordedTools(new(folder));
        await OrderFlow.LayAsync(folder, fate);
        await using var console = await BenchmarkConsole.StartAsync(
            folder, [.. tools.Functions, .. tools.MoreFunctions], new SortingModel(new InstantModel(("hold", OrderTexts.Hold))), BenchmarkStore.SettingsOf(args.ElementAtOrDefault(3)));
        await console.TriedAsync();
        mortal.IsAtWork = true;
        Console.WriteLine($"{Listening}{console.Address}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    public static string NameOf(Milestone milestone, string about) => about.Length == 0 ? $"{milestone}" : $"{milestone} {about}";

    /// <summary>Nobody is left to kill it then.</summary>
    private static async Task DieWithWhoStartedItAsync()
    {
        await Console.OpenStandardInput().CopyToAsync(Stream.Null);
        Kill();
    }

    private static void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill(); // SIGKILL
    }

    private sealed class Mortal(Fate fate, string folder, LifeTrace trace, string? file)
    {
        private readonly Lock _one = new();
        private readonly HashSet<string> _names = [];
        private volatile bool _isAtWork;

        public bool IsAtWork { get => _isAtWork; set => _isAtWork = value; }

        public void Pass(Milestone milestone, string about, string stream)
        {
            if (IsCanarys(stream)) return;
            var (passed, name) = (trace.Note(milestone), NameOf(milestone, about));
            if (file is not null) Write(name);
            switch (fate)
            {
                case Fate.At at when at.Point == name && (IsAtWork || !at.AtWork):
                    Die();
                    Thread.Sleep(Timeout.Infinite);
                    break;
                case Fate.After after when after.Milestones == passed:
                    new Thread(() => After(after.Microseconds, Die)) { IsBackground = true }.Start();
                    break;
                case Fate.WithoutTill after when after.Milestones == passed:
                    new Thread(() => After(after.Microseconds, KillTill)) { IsBackground = true }.Start();
                    break;
            }
        }

        // The canary's runs pass the same points, in memory: whoever dies with one loses nothing.
        private static bool IsCanarys(string stream) => stream.StartsWith("canary-", StringComparison.Ordinal);

        private void Write(string name)
        {
            lock (_one)
            {
                if (_names.Add(name)) File.AppendAllText(file!, $"{name}\n");
            }
        }

        /// <summary>Shorter than timers can measure.</summary>
        private static void After(int microseconds, Action kill)
        {
            for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since).TotalMicroseconds < microseconds;) Thread.SpinWait(20);
            kill();
        }

        private void KillTill()
        {
            if (TillTrace.LastOf(folder) is not { } number) return;
            try
            {
                using var till = Process.GetProcessById(number);
                till.Kill();
            }
            catch (ArgumentException)
            {
                // It has ended, and another is about to be started.
            }
        }

        private void Die()
        {
            trace.Dying();
            Kill();
        }
    }
}
