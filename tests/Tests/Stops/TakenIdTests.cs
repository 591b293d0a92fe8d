using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Gate;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Of a run whose id was drawn a moment ago nothing is read. Should there be one of that id after all, its past counts.</summary>
public sealed class TakenIdTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_id_that_is_taken_starts_nothing_and_the_run_that_has_it_stays_as_it_was(bool isRemembered)
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var id = await host.StartRunAsync("write:one");
        await host.ProposalOfAsync(id);
        var before = await host.RunAsync(id);
        if (!isRemembered) host.Get<RunMemory>().Forget();

        var answer = await host.Get<CommandGate>().StartAsync(
            new(id, RunKind.Agent, null, "clerk", before.OnBehalfOf, "write:two", before.Limits, GateHost.Ada, "{}", DateTimeOffset.UtcNow), guard: null, TestContext.Current.CancellationToken);

        Assert.Equal(before.Version, answer.Run.Version);
        Assert.Equal("write:one", answer.Run.Input.Text);
        Assert.Equal(before.Version, await host.CountAsync($"""SELECT COUNT(*) FROM "journal" WHERE "Stream" = '{id}'"""));
        Assert.DoesNotContain(host.Calls, c => c.Word == "two");
        Assert.Equal(GateState.Holds, host.Proof.State);
    }
}
