using System.Text.Json.Nodes;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Stops;

/// <summary>What comes too late in a console at work: silence approves nothing, and an old approval is none.</summary>
public sealed class LateTests
{
    [Fact]
    public async Task I8_a_decision_that_comes_after_the_expiry_hears_so_nothing_is_sent_and_the_run_goes_on()
    {
        var clock = new AdjustedClock();
        await using var host = await GateHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        await host.TriedAsync();
        var run = await host.StartRunAsync("write:x");
        var proposal = await host.ProposalOfAsync(run);

        clock.Ahead = TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1);
        Assert.Equal(RefusalCode.Expired, (await host.DecideAsync(proposal)).Refusal?.Code);
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, "the run did not go on");
        Assert.Equal(RefusalCode.Expired, (await host.DecideAsync(proposal)).Refusal?.Code);
        var after = await host.RunAsync(run);
        Assert.Equal((ProposalStatus.Expired, CallStatus.Expired), (after.Proposals[proposal.Id].Answered, after.Calls[proposal.CallId].Status));
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I1_an_approval_that_grew_too_old_before_its_call_was_sent_is_asked_for_again()
    {
        var clock = new AdjustedClock();
        await using var host = await GateHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock), writing: new JsonObject { ["HoldSeconds"] = 60, ["ApprovalValidFor"] = "00:01:00" });
        await host.TriedAsync();
        var run = await host.StartRunAsync("write:x");
        var first = await host.ProposalOfAsync(run);
        Assert.Null((await host.DecideAsync(first)).Refusal);

        clock.Ahead = TimeSpan.FromMinutes(3);
        var second = await host.ProposalOfAsync(run);
        var after = await host.RunAsync(run);
        Assert.Equal((ProposalStatus.Stale, first.Id), (after.Proposals[first.Id].Answered, second.Supersedes));
        Assert.Empty(host.Calls);
    }

    private sealed class AdjustedClock : TimeProvider
    {
        private long _ahead;

        public TimeSpan Ahead { get => TimeSpan.FromTicks(Interlocked.Read(ref _ahead)); set => Interlocked.Exchange(ref _ahead, value.Ticks); }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
