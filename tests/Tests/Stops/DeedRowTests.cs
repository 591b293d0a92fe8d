using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Stops;

/// <summary>A call whose outcome nobody knows bars its like in every other run, whatever somebody does to the row that says so.</summary>
public sealed class DeedRowTests
{
    [Theory]
    [InlineData("DELETE FROM calls")]
    [InlineData("UPDATE calls SET Status = 'Failed'")]
    [InlineData("UPDATE calls SET EffectHash = 'another'")]
    public async Task I2_an_unknown_call_whose_row_was_touched_bars_its_like_all_the_same(string sql)
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var unknown = await UnknownAsync(host);
        var like = await host.ProposalOfAsync(await host.StartRunAsync("write:twin"));

        await host.ExecuteAsync($"{sql} WHERE RunId = '{unknown}'");
        var answer = await host.DecideAsync(like);

        Assert.NotNull(answer.Refusal);
        Assert.Contains("its row says otherwise or is gone", Assert.Single(host.Get<Breach>().Findings), StringComparison.Ordinal);
        Assert.Single(host.Calls);
    }

    [Fact]
    public async Task I2_a_blocked_call_is_not_freed_by_who_deletes_the_row_that_it_waits_for()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        using var answers = new ManualResetEventSlim();
        host.Writing = _ => answers.Wait(TestContext.Current.CancellationToken);
        var first = await host.StartRunAsync("write:twin");
        await host.DecideAsync(await host.ProposalOfAsync(first));
        var second = await host.StartRunAsync("write:twin");
        await host.DecideAsync(await host.ProposalOfAsync(second));
        await GateHost.UntilAsync(async () => (await host.RunAsync(second)).Calls.Values.Single().BlockedBy is not null, "the second call does not wait");

        await host.ExecuteAsync($"DELETE FROM calls WHERE RunId = '{first}'");
        await GateHost.UntilAsync(() => Task.FromResult(!host.Get<Breach>().Findings.IsEmpty || host.Calls.Count > 1), "nobody looked");

        Assert.Single(host.Calls);
        Assert.NotEmpty(host.Get<Breach>().Findings);
        answers.Set();
    }

    [Fact]
    public async Task I2_an_unknown_call_whose_row_was_deleted_while_the_console_was_down_bars_its_like_all_the_same()
    {
        using var folder = new TempFolder();
        await using (var before = await GateHost.StartAsync(folder: folder))
        {
            await before.TriedAsync();
            await UnknownAsync(before);
            await before.ExecuteAsync("DELETE FROM calls; DELETE FROM runs");
        }

        await using var host = await GateHost.StartAsync(folder: folder);
        await host.TriedAsync();
        var answer = await host.DecideAsync(await host.ProposalOfAsync(await host.StartRunAsync("write:twin")));

        Assert.NotNull(answer.Refusal);
        Assert.Empty(host.Calls);
    }

    private static async Task<string> UnknownAsync(GateHost host)
    {
        host.Writing = _ => throw new InvalidOperationException("The line broke.");
        var run = await host.StartRunAsync("write:twin");
        await host.DecideAsync(await host.ProposalOfAsync(run));
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).HasUnknown, "the outcome is known");
        host.Writing = _ => { };
        return run;
    }
}
