using System.Diagnostics;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>What one contender made of the workload. Times are milliseconds, the middle and the hundredth that took longest.</summary>
/// <param name="Commits">A run's; null where nobody counts them.</param>
/// <param name="CpuMs">A run's, of the whole process: with whoever asks.</param>
/// <param name="Bytes">A run's, on the disk.</param>
/// <param name="NotOnce">Refunds that were made any other number of times than one.</param>
internal sealed record GateFigures(
    string Contender, int AtOnce, int Runs, double RunsPerSecond, Times StartToPaused, Times DecisionToTool, Times DecisionToEnd, double? Commits, double CpuMs, double Bytes, int NotOnce)
{
    /// <summary>Bytes of memory that were asked for, a run's, of the whole process: they differ less from one try to the next than <see cref="CpuMs"/>. Null where nobody counts them.</summary>
    public double? Allocated { get; init; }

    /// <summary>Until then the runtime compiles anew what has become hot: more than half of what a run takes at first.</summary>
    private const int WarmUp = 4000;

    public static async Task<GateFigures> OfAsync(IContender contender, InstantTools tools, TakenSpace space, int runs, int atOnce)
    {
        var taken = new List<(double Paused, double Tool, double End)>();
        await ManyAsync(WarmUp, "warm");
        taken.Clear();
        var (commits, bytes, allocated, cpu, begun) = (contender.Commits, space.Bytes, GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await ManyAsync(runs, "order");
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return new(
            contender.Name, atOnce, runs, runs / seconds, Times.Of(taken.Select(t => t.Paused)), Times.Of(taken.Select(t => t.Tool)), Times.Of(taken.Select(t => t.End)),
            (double)(contender.Commits - commits) / runs, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / runs, (double)(space.Bytes - bytes) / runs, tools.NotOnce)
            { Allocated = (double)(GC.GetTotalAllocatedBytes() - allocated) / runs };

        Task ManyAsync(int count, string name) => Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, _) =>
        {
            var order = $"{name}-{i}";
            var starts = Stopwatch.GetTimestamp();
            await contender.StartAsync(order);
            var decides = Stopwatch.GetTimestamp();
            await contender.DecideAsync(order);
            var ends = Stopwatch.GetTimestamp();
            lock (taken) taken.Add((Ms(starts, decides), Ms(decides, tools.RefundedAt(order)), Ms(decides, ends)));
        });
    }

    private static double Ms(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}

internal sealed record Times(double P50, double P99)
{
    public static Times Of(IEnumerable<double> taken)
    {
        var all = taken.ToList();
        return new(Math.Round(Numbers.Percentile(all, .5), 2), Math.Round(Numbers.Percentile(all, .99), 2));
    }
}
