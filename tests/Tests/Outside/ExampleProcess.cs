using System.Diagnostics;
using System.Text;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Outside;

/// <summary>A program of somebody else's as a process: what it says, and its end.</summary>
internal sealed class ExampleProcess : IAsyncDisposable
{
    private static readonly NpmFolder Examples = new(ExampleFiles.Folder, "npm-examples");

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ExampleProcess(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All that it said so far, on both streams.</summary>
    public string Said
    {
        get { lock (_said) return _said.ToString(); }
    }

    /// <summary>One of <c>docs/examples</c>, as its reader would start it.</summary>
    public static async Task<ExampleProcess> StartAsync(string example, string task, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo();
        if (example.EndsWith(".ts", StringComparison.Ordinal))
        {
            var folder = await Examples.InstalledAsync();
            File.Copy(Path.Combine(ExampleFiles.Folder, example), Path.Combine(folder, example), overwrite: true);
            start = new("node", ["--import", "tsx", example, task]) { WorkingDirectory = folder };
        }
        else
        {
            start = new("dotnet", [ExampleFiles.BuiltOf(example), task]);
        }

        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(start);
    }

    /// <summary>Any other.</summary>
    public static ExampleProcess Of(string program, params string[] args) => new(new ProcessStartInfo(program, args));

    /// <returns>True: nobody needs to wait for what one that has ended would have done.</returns>
    public bool MustBeAlive()
    {
        Assert.False(_process.HasExited, $"It ended:\n{Said}");
        return true;
    }

    /// <summary>The end without a word.</summary>
    public async Task Kill9Async()
    {
        _process.Kill(); // SIGKILL on Unix
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until it has ended well.</summary>
    /// <returns>All that it said.</returns>
    public async Task<string> EndedAsync()
    {
        using var patience = Patience.Begin();
        await _process.WaitForExitAsync(patience.Token);
        Assert.True(_process.ExitCode == 0, $"It ended with {_process.ExitCode}:\n{Said}");
        return Said;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
    }
}
