using System.Diagnostics;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>The real MCP servers from npm, at the versions of <c>package-lock.json</c>, installed once beside the build's output.</summary>
internal static class NpmServers
{
    private static readonly string Source = Path.Combine(Built.Root, "tests", "Tests", "Mcp");
    private static readonly string Folder = Path.Combine(Built.Root, "tests", "Tests", "obj", "npm");
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary><c>server-filesystem</c>'s script, for <c>node</c>.</summary>
    public static async Task<string> FilesystemAsync()
    {
        await Installed.Value;
        return Path.Combine(Folder, "node_modules", "@modelcontextprotocol", "server-filesystem", "dist", "index.js");
    }

    /// <summary>A server of ours that breaks off in the middle of a call, leaves, or tells its environment.</summary>
    public static string Unruly => Path.Combine(Source, "unruly-server.mjs");

    private static async Task InstallAsync()
    {
        Directory.CreateDirectory(Folder);
        var (wanted, installed) = (await File.ReadAllTextAsync(Path.Combine(Source, "package-lock.json")), Path.Combine(Folder, "installed.json"));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == wanted) return;
        foreach (var file in new[] { "package.json", "package-lock.json" }) File.Copy(Path.Combine(Source, file), Path.Combine(Folder, file), overwrite: true);
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci failed with {npm.ExitCode}:\n{await output}\n{await errors}");
        await File.WriteAllTextAsync(installed, wanted);
    }
}
