using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>The other end of a <see cref="ScaleConsole"/>.</summary>
internal sealed class ScaleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _oneAsks = new(1);

    private ScaleProcess(Process process, long begun, Uri address) => (_process, Begun, Address) = (process, begun, address);

    /// <summary>When the process was started, before it had done anything.</summary>
    public long Begun { get; }

    public Uri Address { get; }

    /// <summary>Milliseconds that its processors worked for it so far: who else the machine works for does not count.</summary>
    public double CpuMs
    {
        get
        {
            _process.Refresh();
            return Math.Round(_process.TotalProcessorTime.TotalMilliseconds);
        }
    }

    public static async Task<ScaleProcess> StartAsync(string folder, int replyMs = 0, bool notesCommits = false)
    {
        var begun = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ScaleProcess).Assembly.Location, ScaleConsole.Command, folder, replyMs.ToString(CultureInfo.InvariantCulture), $"{notesCommits}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith(ScaleConsole.Listening, StringComparison.Ordinal)) return new(process, begun, new(line[ScaleConsole.Listening.Length..]));
        throw new InvalidOperationException("The console did not start.");
    }

    /// <summary>One thing at a time.</summary>
    public async Task<T> AskAsync<T>(string what)
    {
        await _oneAsks.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(what);
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
                if (line is ['{' or '[' or (>= '0' and <= '9'), ..]) return JsonSerializer.Deserialize<T>(line)!;
            throw new InvalidOperationException($"The console ended when it was asked for {what}.");
        }
        finally
        {
            _oneAsks.Release();
        }
    }

    /// <summary>It ends orderly.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _oneAsks.Dispose();
    }
}
