using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Tests.Stops;

namespace ApprovalConsole.Tests.Api;

public sealed class RunSearchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_found_by_what_was_asked_by_its_id_and_for_whom_it_is_in_any_case()
    {
        await using var host = await GateHost.StartAsync();
        var (kettle, strange) = (await host.StartRunAsync("look:Kettle"), await host.StartRunAsync("look:Ärger", "look:100%"));
        foreach (var run in new[] { kettle, strange }) await GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, $"{run} never ended");

        Assert.Equal([kettle], await FoundAsync("KETTLE"));
        Assert.Equal([strange], await FoundAsync("ärger"));
        Assert.Equal([strange], await FoundAsync("%"));
        Assert.Equal([kettle], await FoundAsync(kettle));
        Assert.Equal(2, (await FoundAsync("kim")).Count);
        Assert.Equal(2, (await FoundAsync(" ")).Count);
        Assert.Empty(await FoundAsync("teapot"));

        async Task<List<string>> FoundAsync(string words) => [.. (await host.Get<RunsQuery>().ListAsync(null, null, null, 1, Ct, words)) is var first && first.Next is { } next
            ? [.. first.Items.Select(r => r.Id), .. (await host.Get<RunsQuery>().ListAsync(null, null, next, 1, Ct, words)).Items.Select(r => r.Id)] : first.Items.Select(r => r.Id)];
    }

    [Fact]
    public async Task Nobody_finds_a_run_by_words_that_are_masked()
    {
        await using var host = await GateHost.StartAsync(writing: new JsonObject { ["Sensitive"] = new JsonObject { ["Arguments"] = new JsonArray("/word") } });
        var run = await host.StartRunAsync("write:hushhush");
        await host.ProposalOfAsync(run);
        Assert.Equal(run, Assert.Single((await host.Get<RunsQuery>().ListAsync(null, null, null, null, Ct, "write:")).Items).Id);
        Assert.Empty((await host.Get<RunsQuery>().ListAsync(null, null, null, null, Ct, "hushhush")).Items);
    }
}
