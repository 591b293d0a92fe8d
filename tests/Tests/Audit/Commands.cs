using System.Diagnostics;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Audit;

/// <summary>The console's commands that check, as a process of their own.</summary>
internal static class Commands
{
    public static Task<(int Exit, string Output)> VerifyAsync(string settingsFile, params string[] more) => RunAsync(["verify", "--settings", settingsFile, .. more]);

    public static async Task<(int Exit, string Output)> RunAsync(string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Built.Web, .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        })!;
        using var patience = Patience.Begin();
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, output + await errors);
    }
}
