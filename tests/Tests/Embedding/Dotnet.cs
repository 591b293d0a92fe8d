using System.Diagnostics;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Embedding;

/// <summary>The SDK's command line, which must succeed.</summary>
internal static class Dotnet
{
    /// <param name="packages">Where NuGet unpacks; null: where it does on this machine.</param>
    public static async Task RunAsync(string folder, string? packages, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [.. args, "-nodeReuse:false", "-p:UseSharedCompilation=false", "-v", "quiet", "-nologo"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        if (packages is not null) start.Environment["NUGET_PACKAGES"] = packages;
        using var process = Process.Start(start)!;
        using var patience = Patience.Begin();
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', args)}: {await output}{await errors}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
