using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>What one open page costs the console, measured: <c>dotnet run -c Release --project tests/Tests -- -class '*CircuitMeasures' -explicit only -showliveoutput</c>.
/// With the path of <c>dotnet-gcdump</c> in <c>GCDUMP</c> the memory is what is held after a collection; without, what is resident, which is more.</summary>
public sealed partial class CircuitMeasures(Browser browser, ITestOutputHelper output)
{
    private const int Pages = 16;
    private const int Starters = 24;
    private static readonly TimeSpan Flood = TimeSpan.FromSeconds(12);

    [Theory(Explicit = true)]
    [InlineData("/inbox")]
    [InlineData("/runs")]
    public async Task How_often_a_page_is_drawn_while_runs_come_as_fast_as_they_can(string path)
    {
        const double most = 11; // a second, from the first to the last of the flood; ten, and what the beginning may be drawn at once
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(3);
        await using var context = await browser.OpenAsync(bank.Console.Address);
        var line = new Line();
        await line.HoldAsync(context);
        var page = await context.SignInOnceAsync(bank.Console, "rita");
        await page.GotoAsync(path);
        await HearsAsync(page);
        await page.WaitForTimeoutAsync(2000); // what the beginning draws is drawn
        var (drawn, runs, watch) = (line.Drawn, bank.Runs.Count, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Starters).Select(async _ =>
        {
            while (watch.Elapsed < Flood) await bank.ProposeAsync(1);
        }));
        var (seconds, batches) = (watch.Elapsed.TotalSeconds, line.Drawn - drawn);
        var perRun = (await bank.Console.Rita.GetAsync($"/api/runs/{bank.Runs.Last()}/events?take=200")).Must(200).GetProperty("items").GetArrayLength();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {(bank.Runs.Count - runs) * perRun / seconds:0} events a second for {seconds:0} s: drawn {batches / seconds:0.0} times a second"));
        Assert.InRange(batches / seconds, 0.1, most);
    }

    [Theory(Explicit = true)]
    [InlineData("/inbox")]
    [InlineData("/runs/{id}")]
    public async Task How_much_an_idle_page_holds(string path)
    {
        await using var bank = await Bank.OpenAsync();
        await bank.ProposeAsync(10);
        await using var context = await browser.OpenAsync(bank.Console.Address);
        await context.SignInOnceAsync(bank.Console, "rita");
        var address = path.Replace("{id}", bank.Runs.First(), StringComparison.Ordinal); // it waits, and is followed
        await HearsAsync(await OpenAsync(context, address)); // what the first page of all leaves behind is no page's
        var before = await HeldAsync(bank.Console);
        for (var i = 0; i < Pages; i++) await HearsAsync(await OpenAsync(context, address));
        var after = await HeldAsync(bank.Console);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {(after - before) / 1e6 / Pages:0.00} MB a page over {Pages} pages (from {before / 1e6:0.0} to {after / 1e6:0.0} MB {(Tool is null ? "resident" : "held after a collection")})"));
    }

    private static string? Tool => Environment.GetEnvironmentVariable("GCDUMP");

    private static async Task<IPage> OpenAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    private static Task HearsAsync(IPage page) => Assertions.Expect(page.Locator("fieldset.until-it-hears:not([disabled])").First).ToBeAttachedAsync();

    /// <returns>In bytes.</returns>
    private static async Task<long> HeldAsync(ConsoleProcess console)
    {
        var ct = TestContext.Current.CancellationToken;
        if (Tool is not { } tool)
        {
            for (var i = 0; i < 200; i++) (await console.Rita.GetAsync("/api/proposals?take=50")).Must(200); // so that what nobody holds is let go
            return 1024 * long.Parse(Resident().Match(await File.ReadAllTextAsync($"/proc/{console.Id}/status", ct)).Groups[1].Value, CultureInfo.InvariantCulture);
        }

        using var dump = Process.Start(new ProcessStartInfo(tool, ["report", "-p", $"{console.Id}"]) { RedirectStandardOutput = true })!;
        var report = await dump.StandardOutput.ReadToEndAsync(ct);
        await dump.WaitForExitAsync(ct);
        if (Environment.GetEnvironmentVariable("GCDUMP_REPORT") is { } file) await File.WriteAllTextAsync(file, report, ct); // who holds it: the last one stays
        return long.Parse(Held().Match(report).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"VmRSS:\s+(\d+) kB")]
    private static partial Regex Resident();

    [GeneratedRegex(@"([\d,]+)\s+GC Heap bytes")]
    private static partial Regex Held();
}
