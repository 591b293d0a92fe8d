using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Tests.Outbound;
using ApprovalConsole.Tests.Stops;

namespace ApprovalConsole.Tests.Notices;

/// <summary>Whatever the receivers do, nothing is lost, and nobody waits for one of them.</summary>
public sealed class DeliveryTests
{
    private const int Runs = 6;

    private static WebhookSettings To(Uri url) => new() { Url = url, Secret = Receiver.Secret, Events = [NoticeType.Waiting], Timeout = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public async Task Down_slow_broken_moved_and_gone_receivers_are_told_everything_in_the_end()
    {
        var port = FreePort();
        await using var elsewhere = await Listener.StartAsync();
        await using var well = await Receiver.StartAsync();
        await using var slow = await Receiver.StartAsync(async (context, times) => await Task.Delay(times == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, context.RequestAborted));
        await using var broken = await Receiver.StartAsync(Receiver.Says(times => times <= 2 ? 500 : 204));
        await using var moved = await Receiver.StartAsync(Receiver.Says(times => times <= 1 ? 301 : 200, $"http://127.0.0.1:{elsewhere.Port}/"));
        var isGone = true;
        await using var gone = await Receiver.StartAsync(Receiver.Says(_ => isGone ? 410 : 200));
        await using var host = await TellingHost.StartAsync(
            null, ("well", To(well.Url)), ("slow", To(slow.Url)), ("broken", To(broken.Url)), ("moved", To(moved.Url)), ("gone", To(gone.Url)), ("down", To(new($"http://127.0.0.1:{port}/hook"))));
        var first = await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:w0"));
        await GateHost.UntilAsync(async () => (await host.StandAsync("gone")).DisabledAt is not null, "who is gone was not disabled");
        var askedWhileGone = gone.Asked.Count;
        for (var i = 1; i < Runs; i++) await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync($"write:w{i}"));

        await GateHost.UntilAsync(() => Task.FromResult(well.TakenOf(NoticeType.Waiting).Count() == Runs), "who is well was not told");
        await GateHost.UntilAsync(async () => (await host.DeliveriesAsync("down")).Any(d => d.Attempts > 0), "nobody tried who is down");
        Assert.Equal(askedWhileGone, gone.Asked.Count);
        isGone = false;
        Assert.Null(await host.Control.EnableAsync("gone", GateHost.Ada, TestContext.Current.CancellationToken));
        await using var down = await Receiver.StartAsync(port: port);

        var ids = well.TakenOf(NoticeType.Waiting).Order().ToList();
        foreach (var receiver in new[] { slow, broken, moved, gone, down })
        {
            await GateHost.UntilAsync(() => Task.FromResult(receiver.TakenOf(NoticeType.Waiting).Count() == Runs), $"{receiver.Url} was not told everything: {receiver.Taken.Count} of {receiver.Asked.Count} requests");
            Assert.Equal(ids, receiver.TakenOf(NoticeType.Waiting).Order());
            Assert.All(receiver.Asked, t => Assert.True(t.IsSigned));
            Assert.All(receiver.Asked.GroupBy(t => t.Id), same => Assert.Single(same.Select(t => t.Body).Distinct()));
        }

        Assert.Equal(0, elsewhere.Hits); // no redirect is followed
        await GateHost.UntilAsync(async () => (await host.StandAsync("down")).Delivered == Runs, "it was not written down");
        Assert.NotNull(first);
    }

    [Fact]
    public async Task What_is_given_up_can_be_sent_again_by_an_admin_with_the_same_id()
    {
        var status = 500;
        await using var receiver = await Receiver.StartAsync(Receiver.Says(_ => status));
        await using var host = await TellingHost.StartAsync(null, ("ops", To(receiver.Url) with { GiveUpAfter = TimeSpan.Zero }));
        await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:a"));
        await GateHost.UntilAsync(async () => (await host.StandAsync("ops")).Dead == 1, "it was not given up");
        var dead = Assert.Single(await host.DeliveriesAsync("ops"));
        Assert.Equal(("500", 1, (DateTimeOffset?)null), (dead.Answer, dead.Attempts, dead.NextAt));

        status = 200;
        Assert.NotNull(await host.Control.ResendAsync("ops", "msg_other", GateHost.Ada, TestContext.Current.CancellationToken));
        Assert.Null(await host.Control.ResendAsync("ops", dead.Id, GateHost.Ada, TestContext.Current.CancellationToken));
        await GateHost.UntilAsync(async () => (await host.StandAsync("ops")) is { Delivered: 1, Dead: 0 }, "it was not sent again");
        Assert.Single(receiver.Asked.Select(t => t.Id).Distinct());
    }

    [Fact]
    public async Task What_somebody_else_wrote_into_the_outbox_is_not_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await TellingHost.StartAsync(null, ("ops", To(receiver.Url)));
        await host.Gate.ExecuteAsync("""
            INSERT INTO deliveries ("Id", "Destination", "Type", "Subject", "At", "NextAt", "Attempts", "Status", "Body", "Seal") VALUES ('msg_forged', 'ops', 'proposal.waiting', 'p', 1, 1, 0, 'Waiting', '{"type":"proposal.waiting"}', 'none')
            """);
        await GateHost.UntilAsync(async () => (await host.StandAsync("ops")).Dead == 1, "it was not set aside");
        Assert.Empty(receiver.Asked);
    }

    [Fact]
    public async Task A_disabled_destination_is_told_what_was_kept_once_it_is_enabled()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await TellingHost.StartAsync(null, ("ops", To(receiver.Url)));
        Assert.NotNull(await host.Control.DisableAsync("other", GateHost.Ada, TestContext.Current.CancellationToken));
        Assert.Null(await host.Control.DisableAsync("ops", GateHost.Ada, TestContext.Current.CancellationToken));
        await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:a"));
        Assert.Equal(("by ada", 1), ((await host.StandAsync("ops")).Why, (await host.StandAsync("ops")).Waiting));
        Assert.Empty(receiver.Asked);
        Assert.Null(await host.Control.EnableAsync("ops", GateHost.Ada, TestContext.Current.CancellationToken));
        await GateHost.UntilAsync(() => Task.FromResult(receiver.Taken.Count == 1), "it was not told what was kept");
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }
}
