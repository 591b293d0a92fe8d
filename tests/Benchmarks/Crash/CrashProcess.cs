using System.Diagnostics;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>A <see cref="DyingConsole"/> from outside.</summary>
internal sealed class CrashProcess : IDisposable
{
    private const int KilledWithSigkill = 128 + 9;
    private const int LinesKept = 60;

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(120);

    private readonly string _folder;
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _said = [];
    private bool _wasKilled;

    private CrashProcess(string folder, Process process)
    {
        (_folder, _process) = (folder, process);
        Death = DieAsync();
    }

    /// <summary>Null until it listens.</summary>
    public Uri? Address => _address.Task.IsCompletedSuccessfully ? _address.Task.Result : null;

    /// <summary>It is gone, and all that it said has been read.</summary>
    public Task Death { get; }

    public bool IsDead => Death.IsCompleted;

    /// <summary>How far it came; asked when it is dead.</summary>
    public Life Life => LifeTrace.Read(_folder);

    /// <summary>It, or its till, came by where one of them was to die there; asked when it is dead.</summary>
    public bool CameBy => Life.DiesByItself || TillTrace.CameBy(_folder);

    /// <summary>Why its end is none that was meant, with its last words; null where it was killed as it was to be. Asked when it is dead.</summary>
    public string? WhyUnexpected => _process.ExitCode == KilledWithSigkill && (_wasKilled || Life.DiesByItself) ? null : $"exit code {_process.ExitCode}, after {Life}: {LastWords}";

    public string LastWords
    {
        get { lock (_said) return string.Join(" | ", _said); }
    }

    /// <param name="passed">Gets the names of the points that it passes.</param>
    public static CrashProcess Begin(string folder, string? database, Fate fate, string? passed = null)
    {
        TillTrace.Clear(folder);
        LifeTrace.Clear(folder);
        string[] args = [typeof(CrashProcess).Assembly.Location, DyingConsole.Command, folder, $"{fate}", passed ?? "-", .. database is null ? Array.Empty<string>() : [database]];
        return new(folder, Process.Start(new ProcessStartInfo("dotnet", args)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_CallCountingDelayMs"] = "20000" }, // it lives for seconds: what is compiled anew for speed is in vain
        })!);
    }

    /// <returns>Its address; null where it died before it listened, or does not within two minutes.</returns>
    public async Task<Uri?> ListensAsync()
    {
        await Task.WhenAny(_address.Task, Death, Task.Delay(StartsWithin));
        return Address;
    }

    /// <summary>SIGKILL from outside, nothing where it is dead; and its till has ended, which does what it was sent before.</summary>
    public async Task KillAsync()
    {
        _wasKilled = !_process.HasExited;
        if (_wasKilled) _process.Kill();
        await Death;
        TillTrace.AwaitEnd(_folder);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task DieAsync()
    {
        await Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        await _process.WaitForExitAsync();
    }

    /// <summary>To the end, lest it wait for somebody to read.</summary>
    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(DyingConsole.Listening, StringComparison.Ordinal)) _address.TrySetResult(new(line[DyingConsole.Listening.Length..]));
            lock (_said)
            {
                if (_said.Count == LinesKept) _said.Dequeue();
                _said.Enqueue(line.Trim());
            }
        }
    }
}
