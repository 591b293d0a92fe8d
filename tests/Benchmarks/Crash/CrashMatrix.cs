using System.Diagnostics;
using System.Net.Sockets;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>Consoles that die one after the other on one database, with orders that outlive them, and what is held against the world in the end.</summary>
/// <param name="database">Where their journal lies; null: in a file of the folder.</param>
internal sealed class CrashMatrix(string folder, string? database)
{
    /// <summary>Dying at these leaves calls, and models' answers, of which nobody knows, and runs for the next start to go on with.</summary>
    private static readonly string[] LeaveWork = ["Sent till.refund", "Sent bench.hold", "Sent bench.label", "Asked instant"];

    private const int AtOnce = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PatienceWithEach = TimeSpan.FromSeconds(2); // of those that are looked at in the end

    private readonly World _world = new(folder);
    private readonly List<Order> _orders = [];
    private readonly HashSet<string> _found = [];
    private readonly List<string> _findings = [];
    private int _milestonesOfOrder = 40; // until they are counted
    private TimeSpan _start = TimeSpan.FromSeconds(2); // how long the last one took that came to its end

    public int Deaths { get; private set; }

    public IReadOnlyList<string> Findings => _findings;

    public IReadOnlyList<Order> Orders => _orders;

    /// <summary>The points that a console passes: on a new database, with orders from their start to their end, and after deaths in the middle of some.</summary>
    public async Task<IReadOnlyList<CrashPoint>> PointsAsync()
    {
        var (anew, usual) = (await PassedAsync(), await PassedAsync());
        _milestonesOfOrder = LifeTrace.Read(folder).Passed / AtOnce;
        var after = new HashSet<string>();
        foreach (var death in LeaveWork)
        {
            await LiveAsync(new Fate.At(death));
            after.UnionWith(await PassedAsync());
        }

        return [.. anew.Except(usual).Select(name => new CrashPoint(name, Needs.NewDatabase)), .. usual.Select(name => new CrashPoint(name, Needs.Nothing)),
            .. after.Except(usual).Except(anew).Select(name => new CrashPoint(name, Needs.WorkLeft)),
            .. TillPoint.All.Select(point => new CrashPoint($"{point}", Needs.Nothing))];
    }

    /// <summary>A console comes by and dies there: at once, if it has to do with what the one before left, and then, if any comes by there, another one at work.</summary>
    public async Task DieAtAsync(CrashPoint point)
    {
        string?[] before = point.Needs is Needs.WorkLeft ? [.. LeaveWork, .. LeaveWork] : [null, null, null, null]; // not every life's orders come by all that was listed
        foreach (var death in before)
        {
            if (death is not null) await LiveAsync(new Fate.At(death));
            var (cameBy, listened) = await LiveAsync(TillPoint.Find(point.Name) is { } atTill ? new Fate.InTill(atTill) : new Fate.At(point.Name));
            if (!cameBy) continue;
            if (!listened && point.Needs is Needs.Nothing && TillPoint.Find(point.Name) is null) await LiveAsync(new Fate.At(point.Name, AtWork: true));
            return;
        }

        Found($"{point.Name}: no console came by");
    }

    /// <summary>A console dies at a moment that was drawn by lot.</summary>
    public async Task DieAtRandomAsync(RandomKill kill, KillTally tally)
    {
        using var console = Begin(kill switch
        {
            RandomKill.AtWork work => new Fate.After(MilestonesOf(work.Share), work.Microseconds),
            RandomKill.OfTill work => new Fate.WithoutTill(MilestonesOf(work.Share), work.Microseconds),
            _ => new Fate.None(),
        });
        if (kill is RandomKill.Starting { Share: var share }) await Task.WhenAny(console.Death, Task.Delay(share * _start));
        else await WorkAsync(console);
        await EndAsync(console);
        tally.Add(console.Life, kill is RandomKill.OfTill, console.Address is not null, [.. _orders.Where(o => !o.IsDone).Select(o => o.Phase)]);
    }

    /// <summary>A share of those that the open orders are good for.</summary>
    private int MilestonesOf(double share) => 1 + (int)(share * _milestonesOfOrder * (_orders.Count(o => !o.IsDone) + AtOnce));

    /// <summary>Lets all that is open come to its end, and compares what was done with what was decided and answered.</summary>
    public async Task SettleAsync()
    {
        using var console = Begin(new Fate.None());
        if (await ListensAsync(console) is { } address)
        {
            if (_orders.Count == 0) Open(); // it died before anybody gave it one
            using var clerks = new Clerks(address);
            using var patience = new CancellationTokenSource(Patience + (_orders.Count * PatienceWithEach));
            await SeeToAllAsync(console, clerks, patience.Token);
            await CompareAsync(console, clerks, patience.Token);
        }

        await EndAsync(console);
    }

    private async Task CompareAsync(CrashProcess console, Clerks clerks, CancellationToken ct)
    {
        foreach (var order in _orders.Where(o => !o.IsDone)) Found($"{order.Id}: run {order.Run ?? "(none)"} did not come to its end ({order.Phase})");
        foreach (var order in _orders.Where(o => o.Run is not null))
        {
            try
            {
                if (await order.LostAsync(clerks, ct) is { } lost) Found(lost);
            }
            catch (CrashFound e)
            {
                Found(e.Message);
            }
            catch (Exception e) when (IsGone(e))
            {
                Found($"{order.Id}: could not be compared: {e.Message}{(ct.IsCancellationRequested ? " (all patience is gone)" : "")}");
                if (console.IsDead || ct.IsCancellationRequested) return;
            }
        }
    }

    /// <summary>After each life, so that it is known which one a fault is of.</summary>
    private void LookAtWorld()
    {
        var deeds = _world.Deeds;
        foreach (var order in _orders)
        {
            foreach (var fault in order.Faults(deeds[order.Id])) Found(fault);
        }

        foreach (var id in deeds.Select(d => d.Key).Except(_orders.Select(o => o.Id))) Found($"{id}: something was done, and nobody asked for it");
    }

    private async Task<HashSet<string>> PassedAsync()
    {
        var file = Path.Combine(folder, "passed.txt");
        File.Delete(file);
        await LiveAsync(new Fate.None(), file);
        return [.. await File.ReadAllLinesAsync(file)];
    }

    /// <summary>One console's life: it dies as its fate says, or all its orders come to their end and it is killed.</summary>
    private async Task<(bool CameBy, bool Listened)> LiveAsync(Fate fate, string? passed = null)
    {
        using var console = Begin(fate, passed);
        await WorkAsync(console);
        await EndAsync(console);
        return (console.CameBy, console.Address is not null);
    }

    private CrashProcess Begin(Fate fate, string? passed = null)
    {
        Deaths++;
        return CrashProcess.Begin(folder, database, fate, passed);
    }

    private async Task<Uri?> ListensAsync(CrashProcess console)
    {
        var watch = Stopwatch.StartNew();
        var address = await console.ListensAsync();
        if (address is not null) _start = watch.Elapsed;
        else if (!console.IsDead) Found($"a console does not listen: {console.LastWords}");
        return address;
    }

    private async Task WorkAsync(CrashProcess console)
    {
        if (await ListensAsync(console) is not { } address) return;
        using var clerks = new Clerks(address);
        using var patience = new CancellationTokenSource(Patience);
        Open();
        await SeeToAllAsync(console, clerks, patience.Token);
    }

    /// <summary>Killed, unless it is dead: and then as it was to be.</summary>
    private async Task EndAsync(CrashProcess console)
    {
        await console.KillAsync();
        if (console.WhyUnexpected is { } why) Found($"a console ended by itself {(console.Address is null ? "before it listened" : "at work")}: {why}");
        LookAtWorld();
    }

    private void Open() => _orders.AddRange(Enumerable.Range(_orders.Count, AtOnce).Select(n => new Order(n, WorkerOf(n))));

    /// <summary>Of four, two for pipelines and one for an agent elsewhere; other ones each time, so that all come by all that is decided.</summary>
    private static Worker WorkerOf(int number)
    {
        var (life, place) = (number / AtOnce, number % AtOnce);
        if ((number + life) % 2 == 1) return Worker.Pipeline;
        return ((place / 2) + (life / 2)) % 2 == 1 ? Worker.OutsideAgent : Worker.AgentThatHolds;
    }

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
            await order.SeeToAsync(clerks, _world, ct);
        }
        catch (Exception e) when (IsGone(e))
        {
            if (!ct.IsCancellationRequested) await Task.WhenAny(console.Death, Task.Delay(Patience, ct)); // it is gone; who asks then hears no more
        }
        catch (CrashFound e)
        {
            Found(e.Message);
        }
    }

    // A connection whose other end dies while it is made comes out of the client as it is.
    private static bool IsGone(Exception e) => e is HttpRequestException or IOException or SocketException or OperationCanceledException;

    /// <summary>Said at once, too: whoever cuts this short is to know.</summary>
    private void Found(string what)
    {
        lock (_findings)
        {
            if (!_found.Add(what)) return; // looked at more than once
            _findings.Add($"{what} (life {Deaths})");
            Console.Error.WriteLine($"FOUND {_findings[^1]}");
        }
    }
}
