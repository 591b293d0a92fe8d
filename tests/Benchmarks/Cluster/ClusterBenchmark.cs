using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Benchmarks.Crash;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Benchmarks.Cluster;

/// <summary>Three nodes under load, of which one at a time is killed with -9 and started again.</summary>
internal sealed class ClusterBenchmark(string folder, string connection, int atOnce, int seed) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly World _world = new(folder);
    private readonly Random _chance = new(seed);
    private readonly LeftRuns _left = new(connection);
    private readonly List<Order> _orders = [];
    private readonly List<Watcher> _watchers = [];
    private readonly List<string> _findings = [];
    private readonly List<double> _seconds = [];
    private int _wronglyDead;
    private (double One, double Three) _runsPerSecond;
    private readonly ClusterNode?[] _nodes = new ClusterNode?[3];

    /// <returns>0 where nothing was lost, nothing happened twice or undecided, and all came to an end.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("approvalconsole-cluster-").FullName;
        var (kills, seed) = (Numbers.Argument(args, "--kills", 10), Numbers.Argument(args, "--seed", Environment.TickCount));
        try
        {
            using var benchmark = new ClusterBenchmark(folder, PostgreSqlServer.Started.ConnectionStringOf("cluster"), Numbers.Argument(args, "--orders", 12), seed);
            return await benchmark.RunAsync(kills, Numbers.Argument(args, "--runs", 300));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose()
    {
        foreach (var node in _nodes) node?.Dispose();
    }

    private async Task<int> RunAsync(int kills, int runs)
    {
        var watch = Stopwatch.StartNew();
        _nodes[0] = await ClusterNode.StartAsync(folder, connection);
        _runsPerSecond.One = await ClusterThroughput.OfAsync([.. _nodes.OfType<ClusterNode>()], runs);
        for (var n = 1; n < _nodes.Length; n++) _nodes[n] = await ClusterNode.StartAsync(folder, connection);
        _runsPerSecond.Three = await ClusterThroughput.OfAsync([.. _nodes.OfType<ClusterNode>()], runs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one node: {_runsPerSecond.One:0.0} runs/s; three: {_runsPerSecond.Three:0.0}"));
        using var end = new CancellationTokenSource();
        var load = Enumerable.Range(0, atOnce).Select(_ => SeeToOrdersAsync(end)).ToList();
        for (var kill = 0; kill < kills; kill++) await KillOneAsync();
        await end.CancelAsync(); // no more new ones
        await Task.WhenAll(load).WaitAsync(Patience);
        await CompareAsync();
        return Report(kills, watch.Elapsed);
    }

    /// <summary>Waits until each run that the node had out has gone on.</summary>
    private async Task KillOneAsync()
    {
        await Task.Delay(_chance.Next(1_000, 2_500));
        for (var dead = Array.FindIndex(_nodes, node => node!.HasEnded); dead >= 0; dead = Array.FindIndex(_nodes, node => node!.HasEnded)) await RestartAsync(dead);
        var n = _chance.Next(_nodes.Length);
        var (node, killed) = (_nodes[n]!, DateTimeOffset.UtcNow);
        _nodes[n] = null;
        await node.KillAsync();
        var left = await _left.OfAsync(node.Epoch);
        foreach (var (run, version) in left)
        {
            DateTimeOffset? wentOn;
            while ((wentOn = await _left.WentOnAsync(run, version)) is null && DateTimeOffset.UtcNow - killed < Patience) await Task.Delay(20);
            if (wentOn is { } at) _seconds.Add((at - killed).TotalSeconds);
            else Find($"{run} did not go on");
        }

        node.Dispose();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed node {n + 1}: {left.Count} runs left, the last went on after {(_seconds.Count == 0 ? 0 : _seconds[^1]):0.0} s"));
        _nodes[n] = await ClusterNode.StartAsync(folder, connection);
    }

    /// <summary>As what keeps it would.</summary>
    private async Task RestartAsync(int n)
    {
        _wronglyDead++;
        _nodes[n] = await ClusterNode.StartAsync(folder, connection);
    }

    private ClusterNode Any()
    {
        lock (_orders)
        {
            var living = _nodes.OfType<ClusterNode>().Where(node => !node.HasEnded).ToList();
            return living[_chance.Next(living.Count)];
        }
    }

    private async Task SeeToOrdersAsync(CancellationTokenSource noMore)
    {
        while (!noMore.IsCancellationRequested)
        {
            Order order;
            lock (_orders) _orders.Add(order = new(_orders.Count));
            await SeeToAsync(order);
        }
    }

    /// <summary>Whatever node answers: each asks another from one look to the next.</summary>
    private async Task SeeToAsync(Order order)
    {
        using var patience = new CancellationTokenSource(Patience);
        Task? watching = null;
        while (!order.IsDone && !patience.IsCancellationRequested)
        {
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
            turn.CancelAfter(TimeSpan.FromSeconds(3)); // then at another node
            try
            {
                var seeing = order.SeeToAsync(Any().Clerks, _world, turn.Token);
                while (watching is null && !seeing.IsCompleted)
                {
                    if (order.Run is { } run) watching = Watch(run, patience.Token);
                    else await Task.Delay(5, turn.Token);
                }

                await seeing;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The next one knows.
            }
            catch (CrashFound e) when (e.Message.Contains(" 503", StringComparison.Ordinal))
            {
                await Task.Delay(50, patience.Token);
            }
            catch (CrashFound e)
            {
                Find(e.Message);
                return;
            }
        }

        if (watching is not null) await watching;
    }

    private Task Watch(string run, CancellationToken ct)
    {
        var watcher = new Watcher(run, Any);
        lock (_watchers) _watchers.Add(watcher);
        return watcher.ToItsEndAsync(ct);
    }

    private async Task CompareAsync()
    {
        var deeds = _world.Deeds;
        foreach (var order in _orders)
        {
            foreach (var fault in order.Faults(deeds[order.Id])) Find(fault);
            if (!order.IsDone) Find($"{order.Id}: run {order.Run ?? "(none)"} did not come to its end ({order.Phase})");
            if (order.Run is not null && await order.LostAsync(Any().Clerks, CancellationToken.None) is { } lost) Find(lost);
        }

        foreach (var watcher in _watchers)
        {
            if (watcher.Found is { } found) Find(found);
            if (await _left.EventsAsync(watcher.Run) != watcher.Seen) Find($"{watcher.Run}: a watcher saw {watcher.Seen} events of {await _left.EventsAsync(watcher.Run)}");
        }
    }

    private void Find(string what)
    {
        lock (_findings) _findings.Add(what);
    }

    private int Report(int kills, TimeSpan took)
    {
        foreach (var finding in _findings) Console.WriteLine($"FOUND {finding}");
        _seconds.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            kills, seed, orders = _orders.Count, atOnce, unknown = _orders.Sum(o => o.Unknown), left = _seconds.Count, wronglyDead = _wronglyDead, medianSeconds = Math.Round(_seconds.Count == 0 ? 0 : _seconds[_seconds.Count / 2], 2),
            runsPerSecondOfOne = Math.Round(_runsPerSecond.One, 1), runsPerSecondOfThree = Math.Round(_runsPerSecond.Three, 1), threeToOne = Math.Round(_runsPerSecond.Three / _runsPerSecond.One, 2),
            longestSeconds = Math.Round(_seconds.LastOrDefault(), 2), watched = _watchers.Sum(w => w.Seen), findings = _findings.Count, seconds = Math.Round(took.TotalSeconds),
        }));
        return _findings.Count == 0 ? 0 : 1;
    }
}
