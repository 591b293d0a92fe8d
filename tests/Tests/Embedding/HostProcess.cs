using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Embedding;

/// <summary>Somebody else's application with the console in it, as a process of its own.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, string line)
    {
        _process = process;
        Address = new(line.Split(' ', ',')[0]);
        SignInAddress = OneTimeAddress().Match(line).Value;
    }

    public Uri Address { get; }

    /// <summary>Lets one browser sign in, once.</summary>
    public string SignInAddress { get; }

    /// <summary>Starts and waits until it listens.</summary>
    /// <param name="folder">Its working directory, and so its content root.</param>
    public static async Task<HostProcess> StartAsync(string program, string folder, string environment, string database)
    {
        const string listening = "ApprovalConsole: ";
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", "--Storage:ConnectionString", $"Data Source={database}"])
            { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment } };
        var process = Process.Start(start)!;
        using var patience = Patience.Begin();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith(listening, StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // a pipe that nobody empties would stop it
            return new(process, line[listening.Length..]);
        }

        throw new InvalidOperationException($"The host ended before it listened: {await errors}");
    }

    public Caller As(string person)
    {
        var http = new HttpClient { BaseAddress = Address, Timeout = Patience.Cap };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"demo-{person}");
        return new(http);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://\S+/sign-in\?secret=[0-9a-f]+")]
    private static partial Regex OneTimeAddress();
}
