using System.Diagnostics;
using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Outside;

/// <summary>The official TypeScript client as a process of its own, told what to do line by line.</summary>
internal sealed class OfficialClient : IAsyncDisposable
{
    private const string Script = "official-client.mjs";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private OfficialClient(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    public static async Task<OfficialClient> StartAsync()
    {
        var folder = await NpmServers.FolderAsync();
        File.Copy(Path.Combine(Built.Root, "tests", "Tests", "Outside", Script), Path.Combine(folder, Script), overwrite: true);
        return new(Process.Start(new ProcessStartInfo("node", [Script]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    /// <param name="tool">Null: lists the tools.</param>
    public async Task TellAsync(ConsoleProcess console, string? tool = null, object? args = null, bool cancels = false)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { url = $"{new Uri(console.Address, "/mcp/shopper")}", tool, args, cancels }));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>What it says next.</summary>
    public async Task<JsonElement> HearAsync()
    {
        using var patience = Patience.Begin();
        return await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line ? JsonElement.Parse(line) : throw new InvalidOperationException($"It ended: {await _errors}");
    }

    /// <summary>What came of it in the end; how far it was on the way is passed over.</summary>
    public async Task<JsonElement> EndAsync()
    {
        while (true)
            if (await HearAsync() is var said && !said.TryGetProperty("progress", out _)) return said;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
