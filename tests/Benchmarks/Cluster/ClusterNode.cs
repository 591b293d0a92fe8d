using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Diagnostics;
using ApprovalConsole.Benchmarks.Crash;
using ApprovalConsole.Benchmarks.Gate;
using ApprovalConsole.Domain.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Benchmarks.Cluster;

/// <summary>A node in a process of its own, that can be killed.</summary>
internal sealed class ClusterNode : IDisposable
{
    public const string Command = "cluster-node";

    private const string Listening = "listening ";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private ClusterNode(Process process, Uri address, string epoch) => (_process, Address, Epoch, Clerks) = (process, address, epoch, new(address));

    public Uri Address { get; }

    /// <summary>What its intents are made under.</summary>
    public string Epoch { get; }

    public Clerks Clerks { get; }

    /// <summary>The node itself.</summary>
    /// <param name="args">The folder that all share, and the database.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var own = Directory.CreateDirectory(Path.Combine(args[0], $"{Environment.ProcessId}")).FullName;
        await using var console = await BenchmarkConsole.StartAsync(
            own, new RecordedTools(new(args[0])).Functions, new SlowModel(), ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", args[1]),
            ("Storage:KeysFolder", Path.Combine(args[0], "keys")), ("Cluster:Enabled", "true"), ("Cluster:Port", FreePort().ToString(CultureInfo.InvariantCulture)));
        await console.TriedAsync();
        Console.WriteLine($"{Listening}{console.Address} {console.Services.GetRequiredService<Owner>().Epoch}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <exception cref="CrashFound">It did not start.</exception>
    public static async Task<ClusterNode> StartAsync(string folder, string connection)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ClusterNode).Assembly.Location, Command, folder, connection]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginErrorReadLine(); // what it says as it ends is of no use here
        using var patience = new CancellationTokenSource(StartsWithin);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            if (line.StartsWith(Listening, StringComparison.Ordinal) && line[Listening.Length..].Split(' ') is [var address, var epoch]) return new(process, new(address), epoch);
        throw new CrashFound("a node did not start");
    }

    /// <summary>It ended by itself: the others had declared it dead.</summary>
    public bool HasEnded => _process.HasExited;

    public async Task KillAsync()
    {
        _process.Kill(); // SIGKILL
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        Clerks.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
