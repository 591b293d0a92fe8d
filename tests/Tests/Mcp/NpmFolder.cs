using System.Diagnostics;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>What a <c>package-lock.json</c> names, from npm, installed once beside the build's output.</summary>
internal sealed class NpmFolder
{
    private readonly string _source;
    private readonly string _folder;
    private readonly Lazy<Task> _installed;

    /// <param name="source">Where the lock and its <c>package.json</c> lie.</param>
    /// <param name="name">Of the folder beside the build's output.</param>
    public NpmFolder(string source, string name) => (_source, _folder, _installed) = (source, Path.Combine(Built.Root, "tests", "Tests", "obj", name), new(InstallAsync));

    /// <returns>The folder that holds <c>node_modules</c>.</returns>
    public async Task<string> InstalledAsync()
    {
        await _installed.Value;
        return _folder;
    }

    private async Task InstallAsync()
    {
        Directory.CreateDirectory(_folder);
        var (wanted, installed) = (await File.ReadAllTextAsync(Path.Combine(_source, "package-lock.json")), Path.Combine(_folder, "installed.json"));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == wanted) return;
        foreach (var file in new[] { "package.json", "package-lock.json" }) File.Copy(Path.Combine(_source, file), Path.Combine(_folder, file), overwrite: true);
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci failed with {npm.ExitCode}:\n{await output}\n{await errors}");
        await File.WriteAllTextAsync(installed, wanted);
    }
}
