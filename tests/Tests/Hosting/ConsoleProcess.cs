using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>The built console as a process of its own, reached from outside only.</summary>
internal sealed partial class ConsoleProcess : IAsyncDisposable
{
    private const string Listening = "ApprovalConsole: ";

    private readonly Process _process;
    private bool _isDisposed;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _signIns = Channel.CreateUnbounded<string>();
    private readonly Dictionary<string, Caller> _callers = [];

    private ConsoleProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The console ended before it listened:\n{Output}"));
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>From the process's start to ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public int Id => _process.Id;

    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Starts and waits until it is ready.</summary>
    /// <param name="args">Besides <c>--settings</c> and <c>--urls</c>.</param>
    public static Task<ConsoleProcess> StartAsync(string settingsFile, CancellationToken ct, params string[] args) => StartAsync(settingsFile, [], ct, args);

    /// <param name="environment">Variables besides those of the tests.</param>
    public static async Task<ConsoleProcess> StartAsync(string settingsFile, (string Name, string Value)[] environment, CancellationToken ct, params string[] args)
    {
        var watch = Stopwatch.StartNew();
        var info = StartInfo(["--settings", settingsFile, "--urls", "http://127.0.0.1:0", .. args]);
        foreach (var (name, value) in environment) info.Environment[name] = value;
        var console = new ConsoleProcess(info);
        console.Start();
        using var patience = Patience.Within(ct);
        await console._address.Task.WaitAsync(patience.Token);
        var ready = await console.Anyone.GetAsync("/health/ready");
        Assert.True(ready.Status == 200, $"not ready: {ready.Text}\n{console.Output}");
        console.ReadyAfter = watch.Elapsed;
        return console;
    }

    /// <summary>Starts where a start must fail, and waits for the end.</summary>
    public static async Task<FailedStart> StartInVainAsync(string[] args, params (string Name, string Value)[] environment)
    {
        var info = StartInfo(args);
        foreach (var (name, value) in environment) info.Environment[name] = value;
        using var process = Process.Start(info)!;
        using var patience = Patience.Begin();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = new StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                Assert.False(line.StartsWith(Listening, StringComparison.Ordinal), $"it started: {line}");
                output.AppendLine(line);
            }

            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, output.ToString(), await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Someone without a key.</summary>
    public Caller Anyone => As("");

    public Caller Rita => As("rita");

    public Caller Remy => As("remy");

    /// <summary>Support and operator.</summary>
    public Caller Sam => As("sam");

    public Caller Ada => As("ada");

    /// <summary>The second admin.</summary>
    public Caller Abel => As("abel");

    public Caller As(string person)
    {
        lock (_callers)
        {
            if (_callers.TryGetValue(person, out var known)) return known;
            var http = new HttpClient { BaseAddress = Address, Timeout = Patience.Cap };
            if (person.Length > 0) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"demo-{person}");
            return _callers[person] = new(http);
        }
    }

    /// <summary>The next address that it printed and that lets one browser sign in, once. Waits for it: each sign-in prints another.</summary>
    public async Task<string> SignInAddressAsync()
    {
        using var patience = Patience.Begin();
        return await _signIns.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The end without a word: what a power cut or the kernel does.</summary>
    public async Task Kill9Async()
    {
        _process.Kill(); // SIGKILL on Unix
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stands still from here on, as a machine does that hangs, with all that it has under way.</summary>
    public void Stop() => Signal("STOP");

    /// <summary>Goes on where it stood, and knows nothing of the time between.</summary>
    public void GoOn() => Signal("CONT");

    /// <summary>Completes when it has ended by itself.</summary>
    public async Task EndedAsync()
    {
        using var patience = Patience.Begin();
        await _process.WaitForExitAsync(patience.Token);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return; // as where its successor did not start: that is what is to be said then
        _isDisposed = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        foreach (var caller in _callers.Values) caller.Dispose();
    }

    private void Start()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (OneTimeAddress().Match(line) is { Success: true } address) _signIns.Writer.TryWrite(address.Value);
        if (line.StartsWith(Listening, StringComparison.Ordinal)) _address.TrySetResult(new(line[Listening.Length..].Split(' ', ',')[0]));
    }

    [GeneratedRegex(@"http://\S+/sign-in\?secret=[0-9a-f]+")]
    private static partial Regex OneTimeAddress();

    private static ProcessStartInfo StartInfo(string[] args) => new("dotnet", [Built.Web, .. args])
    {
        RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        Environment =
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Test", // Production, which is the default, is no place for mode Local
            ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_CallCountingDelayMs"] = "20000", // most live for seconds: what is compiled anew for speed is a fifth of their work,
            ["DOTNET_EnableWriteXorExecute"] = "0", // and a sixth what keeps compiled code from being written to: https://learn.microsoft.com/dotnet/core/runtime-config/wxorx
        },
    };
}

/// <summary>How a start failed.</summary>
internal sealed record FailedStart(int ExitCode, string Output, string Errors);
