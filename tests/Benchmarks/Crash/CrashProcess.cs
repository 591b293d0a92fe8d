using System.Diagnostics;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>A <see cref="DyingConsole"/> from outside.</summary>
internal sealed class CrashProcess : IDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private CrashProcess(Process process, Uri? address) => (_process, Address) = (process, address);

    /// <summary>Null where it died before it listened.</summary>
    public Uri? Address { get; }

    public Task Death => _process.WaitForExitAsync();

    public bool IsDead => _process.HasExited;

    /// <param name="point">Where it dies; null: nowhere.</param>
    /// <param name="passed">Gets the names of the points that it passes.</param>
    public static async Task<CrashProcess> StartAsync(string folder, string? database, string? point, string? passed = null)
    {
        string[] args = [typeof(CrashProcess).Assembly.Location, DyingConsole.Command, folder, point ?? "-", passed ?? Path.Combine(folder, "passed.txt"), .. database is null ? Array.Empty<string>() : [database]];
        var process = Process.Start(new ProcessStartInfo("dotnet", args)
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_CallCountingDelayMs"] = "20000" }, // it lives for seconds: what is compiled anew for speed is in vain
        })!;
        using var patience = new CancellationTokenSource(StartsWithin);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(DyingConsole.Listening, StringComparison.Ordinal)) return new(process, new(line[DyingConsole.Listening.Length..]));
        }

        await process.WaitForExitAsync(patience.Token);
        return new(process, null);
    }

    /// <summary>SIGKILL from outside.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
