using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Stops;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ApprovalConsole.Tests.Audit;

/// <summary>Personal texts are kept as long as the setting says, and no longer.</summary>
public sealed class RetentionTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    [Fact]
    public async Task Texts_of_a_run_are_erased_once_it_ended_so_long_ago_and_not_before_and_never_while_it_waits()
    {
        await using var host = await GateHost.StartAsync();
        var (ended, waiting) = (await host.StartRunAsync("look:ended"), await host.StartRunAsync("write:waiting"));
        await host.ProposalOfAsync(waiting);
        await GateHost.UntilAsync(async () => (await host.RunAsync(ended)).End is not null, "the run did not end");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow + Kept - TimeSpan.FromHours(1));
        using var retention = new TextRetention(
            host.Get<ReadPool>(), host.Get<ProvenRows>(), host.Get<Erasure>(), Options.Create(new AuditOptions { PayloadRetention = Kept }), host.Get<Placement>(), time, NullLogger<TextRetention>.Instance);
        await retention.StartAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("look:ended", (await host.RunAsync(ended)).Input.Text);

        await Until.TrueAsync(async () =>
        {
            time.Advance(TimeSpan.FromMinutes(10));
            return (await host.RunAsync(ended)).Input.Text is null;
        }, () => "its texts are still there");
        await retention.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(time.GetUtcNow() >= (await host.RunAsync(ended)).End!.At + Kept);
        Assert.Equal("write:waiting", (await host.RunAsync(waiting)).Input.Text);
        var erased = Assert.Single((await host.Get<AuditQuery>().ListAsync(new() { Kind = AuditKinds.Erased }, null, null, TestContext.Current.CancellationToken)).Items);
        Assert.Equal((ended, null), (erased.Subject, erased.Actor));
        Assert.True((await host.Get<AuditQuery>().VerifyAsync(TestContext.Current.CancellationToken)).Ok);
    }
}
