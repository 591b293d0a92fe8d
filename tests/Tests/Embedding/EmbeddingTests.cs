using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Embedding;

/// <summary>The sample host, which is somebody else's application with the console in it: built with the tests, and run as it is.</summary>
public sealed class EmbeddingTests : IAsyncDisposable
{
    private static readonly string Sample = Path.Combine(Built.Root, "src", "ApprovalConsole.SampleHost");

    private readonly TempFolder _folder = new();
    private HostProcess? _host;

    [Fact]
    public async Task A_host_of_under_30_lines_asks_before_it_does_what_cannot_be_undone_and_keeps_its_own_addresses()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Sample, "Program.cs"), TestContext.Current.CancellationToken);
        Assert.InRange(lines.Length, 1, 29);

        var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        Assert.Equal("A shop with a console in it.", await http.GetStringAsync("/about", TestContext.Current.CancellationToken));
        using var rita = host.As("rita");
        using var sam = host.As("sam");
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
        var host = await StartAsync();
        await PageFiles.CheckAsync(host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
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

    private async Task<HostProcess> StartAsync() => _host = await HostProcess.StartAsync(
        Path.Combine(Sample, "bin", Built.Configuration, "net10.0", "ApprovalConsole.SampleHost.dll"), Sample, "Development", _folder["console.db"]);
}
