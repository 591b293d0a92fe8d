using System.Diagnostics;
using System.Text.Json;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>What others make of the workload: scripts for Node, each a process of its own, installed when they are first asked for.</summary>
internal sealed class Peers(string folder, string? postgres)
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    private string Node => Path.Combine(folder, "node_modules", ".bin", "node");

    private string[] Scripts => postgres is null ? ["langgraph.mjs", "ai-sdk.mjs"] : ["langgraph.mjs", "dbos.mjs", "ai-sdk.mjs"];

    /// <param name="postgres">A server for those that want one; null: they are left out.</param>
    public static async Task<Peers> InstallAsync(string? postgres)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Peers");
        var peers = new Peers(folder, postgres);
        Console.Error.WriteLine($"Installing the peers of {Path.Combine(folder, "package.json")} with npm.");
        await OutputOfAsync("npm", ["install", "--no-audit", "--no-fund"], folder);
        return peers;
    }

    public async Task<IReadOnlyList<GateFigures>> MeasureAsync(int runs, int atOnce)
    {
        var all = new List<GateFigures>();
        foreach (var script in Scripts) all.Add(await MeasureAsync(script, runs, atOnce));
        return all;
    }

    private async Task<GateFigures> MeasureAsync(string script, int runs, int atOnce)
    {
        var data = Directory.CreateTempSubdirectory("approvalconsole-bench-").FullName;
        try
        {
            string[] arguments = ["--no-deprecation", script, "--runs", $"{runs}", "--at-once", $"{atOnce}", "--folder", data, .. postgres is null ? Array.Empty<string>() : ["--postgres", postgres]];
            var line = (await OutputOfAsync(Node, arguments, folder)).Split('\n').Last(l => l.StartsWith('{'));
            return JsonSerializer.Deserialize<GateFigures>(line, Lines)!;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<string> OutputOfAsync(string program, IEnumerable<string> arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }
}
