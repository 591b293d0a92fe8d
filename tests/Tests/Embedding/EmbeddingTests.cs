using System.Diagnostics;
using System.Net.Http.Headers;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Embedding;

/// <summary>The sample host, which is somebody else's application with the console in it: built with the tests, and run as it is.</summary>
public sealed class EmbeddingTests : IAsyncDisposable
{
    private static readonly string Sample = Path.Combine(Built.Root, "src", "ApprovalConsole.SampleHost");

    private readonly TempFolder _folder = new();
    private Process? _host;

    [Fact]
    public async Task A_host_of_under_30_lines_asks_before_it_does_what_cannot_be_undone_and_keeps_its_own_addresses()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Sample, "Program.cs"), TestContext.Current.CancellationToken);
        Assert.InRange(lines.Length, 1, 29);

        var address = await StartAsync();
        using var http = new HttpClient { BaseAddress = address };
        Assert.Equal("A shop with a console in it.", await http.GetStringAsync("/about", TestContext.Current.CancellationToken));
        using var rita = As("rita", address);
        using var sam = As("sam", address);
        var policy = (await rita.GetAsync("/api/tools/shop.refund")).Must(200).GetProperty("policy");
        Assert.Equal("Refund {/amount:USD} on order {/orderId}", policy.Text("title"));
        Assert.Equal("ReadOnly", (await rita.GetAsync("/api/tools/shop.get_order")).Must(200).GetProperty("policy").Text("reversibility"));

        var run = await sam.StartRunAsync("clerk", "Pay 10 back on order A-1.");
        var proposal = await rita.ProposalOfAsync(run);
        Assert.Equal("shop.refund", proposal.Text("tool"));
        (await rita.ApproveAsync(proposal)).Must(200);
        Assert.Equal("It is settled.", (await rita.UntilAsync(run, "Completed")).Text("result"));
        Assert.Equal("Failed", await RefusedByTheHostsCheckAsync(sam, rita));
    }

    [Fact]
    public async Task Its_pages_find_their_files()
    {
        var address = await StartAsync();
        using var http = new HttpClient { BaseAddress = address };
        var page = await http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var files = System.Text.RegularExpressions.Regex.Matches(page, "(?:href|src)=\"([^\"#]+\\.(?:css|js|svg))\"").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Contains(files, f => f.Contains("ApprovalConsole.Web", StringComparison.Ordinal) && f.EndsWith(".css", StringComparison.Ordinal));
        Assert.Contains(files, f => f.Contains("blazor.web", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var answer = await http.GetAsync($"/{file.TrimStart('/')}", TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{file}: {answer.StatusCode}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            _host.Kill(entireProcessTree: true);
            await _host.WaitForExitAsync();
            _host.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>The model asks for an order that the host's own check does not know, and is told so.</summary>
    private static async Task<string> RefusedByTheHostsCheckAsync(Caller sam, Caller rita)
    {
        var run = await sam.StartRunAsync("clerk", "Pay 10 back on order A-77.");
        await rita.UntilAsync(run, "Completed", "Halted");
        var events = (await rita.GetAsync($"/api/runs/{run}/events")).Text;
        return events.Contains("unknownOrder", StringComparison.Ordinal) && !events.Contains("proposal.made", StringComparison.Ordinal) ? "Failed" : events;
    }

    private static Caller As(string person, Uri address)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = Patience.Cap };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"demo-{person}");
        return new(http);
    }

    private async Task<Uri> StartAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Sample, "bin", configuration, "net10.0", "ApprovalConsole.SampleHost.dll"), "--urls", "http://127.0.0.1:0", "--Storage:ConnectionString", $"Data Source={_folder["console.db"]}"])
            { WorkingDirectory = Sample, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" } };
        _host = Process.Start(start)!;
        using var patience = Patience.Begin();
        var errors = _host.StandardError.ReadToEndAsync(patience.Token);
        while (await _host.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            if (line.StartsWith("ApprovalConsole: ", StringComparison.Ordinal)) return new(line["ApprovalConsole: ".Length..].Split(' ', ',')[0]);
        throw new InvalidOperationException($"The host ended before it listened: {await errors}");
    }
}
