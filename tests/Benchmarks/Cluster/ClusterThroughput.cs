using System.Diagnostics;
using ApprovalConsole.Benchmarks.Gate;

namespace ApprovalConsole.Benchmarks.Cluster;

/// <summary>Whole runs a second by way of so many nodes, each at one of them from its start to its end: with a model that takes its time, and with more at once than the nodes can see to.</summary>
internal static class ClusterThroughput
{
    private const int AtOnce = 64;

    /// <summary>Runs of each node before it is measured: what has just started compiles yet.</summary>
    private const int ToWarmUp = 60;

    public static async Task<double> OfAsync(IReadOnlyList<ClusterNode> nodes, int runs)
    {
        await CarryOutAsync(nodes, ToWarmUp * nodes.Count, "warm");
        var watch = Stopwatch.StartNew();
        await CarryOutAsync(nodes, runs, "measured");
        return runs / watch.Elapsed.TotalSeconds;
    }

    private static async Task CarryOutAsync(IReadOnlyList<ClusterNode> nodes, int runs, string name)
    {
        var contenders = nodes.Select(node => new OverHttp(node.Clerks.Operator, node.Clerks.Reviewer)).ToList();
        var taken = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            for (var n = Interlocked.Increment(ref taken); n < runs; n = Interlocked.Increment(ref taken))
            {
                var order = $"{name}-{nodes.Count}-{n}";
                await contenders[n % contenders.Count].StartAsync(order);
                await contenders[n % contenders.Count].DecideAsync(order);
            }
        }));
    }
}
