using System.Diagnostics;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Crash;

/// <summary>A console dies with SIGKILL at points between what is written down, what is done in the world and what is shown; the next one takes up what it left.</summary>
public sealed class CrashMatrixTests
{
    // A life costs seconds: the whole is a command of the benchmarks.
    private const int Points = 7;
    private const int RandomKills = 3;

    [Fact]
    public async Task I2_I3_killed_at_points_drawn_by_lot_and_at_random_nothing_is_lost_done_twice_or_done_undecided()
    {
        using var matrix = Process.Start(new ProcessStartInfo("dotnet", [Built.Benchmarks, "crash", "--points", $"{Points}", "--kills", $"{RandomKills}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var onTheWay = matrix.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = await matrix.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await matrix.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(matrix.ExitCode == 0, $"{said}\n{await onTheWay}");
            Console.WriteLine(said);
        }
        finally
        {
            if (!matrix.HasExited) matrix.Kill(entireProcessTree: true);
        }
    }
}
