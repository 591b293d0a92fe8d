using System.Diagnostics;
using ApprovalConsole.Orchestrator.Telemetry;
using ApprovalConsole.Tests.Stops;

namespace ApprovalConsole.Tests.Telemetry;

/// <summary>Where nobody listens, nothing is made.</summary>
public sealed class SilenceTests
{
    [Fact]
    public async Task Without_a_listener_no_span_is_made_and_no_trace_is_kept_with_a_proposal()
    {
        await using var host = await GateHost.StartAsync();
        var run = await host.StartRunAsync("look:a", "write:b");
        var proposal = await host.ProposalOfAsync(run);
        Assert.Null(proposal.Trace);
        Assert.Equal(default, host.Get<RunSpans>().ContextOf(run));
        Assert.False(host.Get<Signals>().ModelDuration.Enabled || host.Get<Signals>().Pending.Enabled);
    }

    [Fact]
    public async Task With_one_the_proposal_keeps_the_span_that_asked()
    {
        await using var host = await GateHost.StartAsync();
        var source = host.Get<Signals>().Source;
        using var listener = new ActivityListener { ShouldListenTo = s => ReferenceEquals(s, source), Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("look:a", "write:b"));
        Assert.True(ActivityContext.TryParse(proposal.Trace, null, out _));
    }
}
