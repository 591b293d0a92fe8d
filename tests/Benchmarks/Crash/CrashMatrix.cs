namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>Consoles that die one after the other on one database, with orders that outlive them, and what is held against the world in the end.</summary>
/// <param name="database">Where their journal lies; null: in a file of the folder.</param>
internal sealed class CrashMatrix(string folder, string? database)
{
    /// <summary>File of what has happened outside.</summary>
    public const string World = "world.txt";

    /// <summary>Dying at these leaves calls, and models' answers, of which nobody knows, and runs for the next start to go on with.</summary>
    private static readonly string[] LeaveWork = ["Sent bench.refund", "Asked instant"];

    private const int AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly List<Order> _orders = [];
    private readonly List<string> _findings = [];

    public int Deaths { get; private set; }

    public IReadOnlyList<string> Findings => _findings;

    public IReadOnlyList<Order> Orders => _orders;

    private string WorldFile => Path.Combine(folder, World);

    /// <summary>The points that a console passes: on a new database, with orders from their start to their end, and after deaths in the middle of some.</summary>
    public async Task<IReadOnlyList<CrashPoint>> PointsAsync()
    {
        var (anew, usual, after) = (await PassedAsync(), await PassedAsync(), new HashSet<string>());
        foreach (var death in LeaveWork)
        {
            await LiveAsync(death);
            after.UnionWith(await PassedAsync());
        }

        return [.. anew.Except(usual).Select(name => new CrashPoint(name, Needs.NewDatabase)), .. usual.Select(name => new CrashPoint(name, Needs.Nothing)),
            .. after.Except(usual).Except(anew).Select(name => new CrashPoint(name, Needs.WorkLeft))];
    }

    /// <summary>Whether a console came by and died there.</summary>
    public async Task DieAtAsync(CrashPoint point)
    {
        if (point.Needs is not Needs.WorkLeft)
        {
            if (!await LiveAsync(point.Name)) NeverPassed(point);
            return;
        }

        foreach (var death in LeaveWork)
        {
            await LiveAsync(death);
            if (await LiveAsync(point.Name)) return;
        }

        NeverPassed(point);
    }

    /// <summary>Killed from outside, a random while after it listens.</summary>
    public async Task KillAfterAsync(TimeSpan while_)
    {
        using var console = await CrashProcess.StartAsync(folder, database, null);
        if (console.Address is not { } address)
        {
            _findings.Add("a console did not start");
            return;
        }

        using var clerks = new Clerks(address);
        using var end = new CancellationTokenSource();
        Open();
        var seeing = SeeToAllAsync(console, clerks, end.Token);
        await Task.Delay(while_, end.Token);
        await console.KillAsync();
        Deaths++;
        await end.CancelAsync();
        await seeing;
    }

    /// <summary>Lets all that is open come to its end, and compares what was done with what was decided and answered.</summary>
    public async Task SettleAsync()
    {
        using var console = await CrashProcess.StartAsync(folder, database, null);
        if (console.Address is not { } address)
        {
            _findings.Add("the last console did not start");
            return;
        }

        using var clerks = new Clerks(address);
        using var patience = new CancellationTokenSource(Patience);
        await SeeToAllAsync(console, clerks, patience.Token);
        var refunds = RecordedTools.Refunds(WorldFile);
        foreach (var order in _orders)
        {
            if (!order.IsDone) _findings.Add($"{order.Id}: run {order.Run ?? "(none)"} did not come to its end");
            if (refunds[order.Id].Count() > 1) _findings.Add($"{order.Id}: refunded {refunds[order.Id].Count()} times");
            if (refunds[order.Id].Any(amount => amount != order.MayBe)) _findings.Add($"{order.Id}: {string.Join(" and ", refunds[order.Id])} was refunded; it was to be {order.Decision}");
            if (order.Run is not null && await order.LostAsync(clerks.Reviewer, patience.Token) is { } lost) _findings.Add(lost);
        }

        _findings.AddRange(refunds.Select(r => r.Key).Except(_orders.Select(o => o.Id)).Select(id => $"{id}: refunded, and nobody asked for it"));
    }

    private void NeverPassed(CrashPoint point) => _findings.Add($"{point.Name}: no console came by");

    private async Task<HashSet<string>> PassedAsync()
    {
        var file = Path.Combine(folder, "passed.txt");
        File.Delete(file);
        await LiveAsync(null, file);
        return [.. await File.ReadAllLinesAsync(file)];
    }

    /// <summary>One console's life: it dies at the point, or all its orders come to their end and it is killed.</summary>
    /// <returns>Whether it died at the point.</returns>
    private async Task<bool> LiveAsync(string? point, string? passed = null)
    {
        using var console = await CrashProcess.StartAsync(folder, database, point, passed);
        Deaths++;
        if (console.Address is not { } address)
        {
            if (point is null) _findings.Add("a console did not start");
            return true;
        }

        using var clerks = new Clerks(address);
        using var patience = new CancellationTokenSource(Patience);
        Open();
        await SeeToAllAsync(console, clerks, patience.Token);
        if (console.IsDead) return true;
        await console.KillAsync();
        return false;
    }

    private void Open() => _orders.AddRange(Enumerable.Range(_orders.Count, AtOnce).Select(n => new Order(n)));

    private async Task SeeToAllAsync(CrashProcess console, Clerks clerks, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var seeing = _orders.Where(o => !o.IsDone).Select(o => SeeToAsync(o, console, clerks, end.Token)).ToList();
        await Task.WhenAny(console.Death, Task.WhenAll(seeing));
        if (console.IsDead) await end.CancelAsync();
        await Task.WhenAll(seeing);
    }

    private async Task SeeToAsync(Order order, CrashProcess console, Clerks clerks, CancellationToken ct)
    {
        try
        {
            await order.SeeToAsync(clerks, () => RecordedTools.Refunds(WorldFile).Contains(order.Id), ct);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            if (!ct.IsCancellationRequested) await Task.WhenAny(console.Death, Task.Delay(Patience, ct)); // it is gone; who asks then hears no more
        }
        catch (CrashFound e)
        {
            lock (_findings) _findings.Add(e.Message);
        }
    }
}

/// <param name="Name">A milestone, and what it is about.</param>
internal sealed record CrashPoint(string Name, Needs Needs);

/// <summary>What a console must find so that it passes a point.</summary>
internal enum Needs
{
    Nothing,

    /// <summary>It starts for the first time.</summary>
    NewDatabase,

    /// <summary>An earlier one died in the middle of something.</summary>
    WorkLeft,
}
