using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Somebody writes to the database while the console runs: what rests on it is not sent, and then nothing is.</summary>
public sealed class BreachHoldTests
{
    [Theory]
    [InlineData("an event changed", "UPDATE journal SET At = At + 1 WHERE Stream = '{0}' AND Version = 1")]
    [InlineData("an entry deleted", "DELETE FROM audit WHERE Stream = '{0}' AND Kind = 'run.started.v1'")]
    public async Task I1_an_approval_on_a_journal_that_the_log_does_not_know_sends_nothing_and_nothing_else_is_sent(string what, string sql)
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        Assert.Null((await host.DecideAsync(await host.ProposalOfAsync(await host.StartRunAsync("write:before")))).Refusal);
        await GateHost.UntilAsync(() => Task.FromResult(host.Calls.Any(c => c.Word == "before")), "what nobody touched was not sent");
        var (touched, other) = (await host.ProposalOfAsync(await host.StartRunAsync("write:touched")), await host.ProposalOfAsync(await host.StartRunAsync("write:other")));

        await host.ExecuteAsync(sql.Replace("{0}", touched.Id.Split('.')[0], StringComparison.Ordinal));
        await host.DecideAsync(touched);

        Assert.True(host.Get<Breach>().Findings.Length > 0, what);
        Assert.Equal(RefusalCode.GateUnproven, (await host.DecideAsync(other)).Refusal?.Code);
        Assert.Equal(RunStatus.Halted, (await host.ShownAsync(await host.StartRunAsync("look:after"))).Status);
        Assert.Equal("before", Assert.Single(host.Calls).Word);
    }
}
