using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Stops;
using Microsoft.Extensions.Hosting;

namespace ApprovalConsole.Tests.Notices;

/// <summary>Whoever is taken out of the settings is told nothing, finds what waits if they come back soon, and is given up if not.</summary>
public sealed class RemovedDestinationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task What_waits_for_them_is_kept_for_thirty_days_then_given_up_with_the_reason_and_forgotten_a_month_later()
    {
        await using var receiver = await Receiver.StartAsync(Receiver.Says(_ => 500));
        await using (var before = await NotToldAsync(receiver)) Assert.Equal(1, (await before.StandAsync("ops")).Waiting);

        await using var without = await TellingHost.InAsync(_folder, null);
        var asked = receiver.Asked.Count;
        without.GoAhead(TimeSpan.FromDays(29));
        await ForgetAsync(without);
        Assert.Equal((null, 1, 0), (await without.StandAsync("ops")) switch { var s => (s.Where, s.Waiting, s.Dead) });

        without.GoAhead(TimeSpan.FromDays(2));
        await ForgetAsync(without);
        Assert.Equal((0, 1), (await without.StandAsync("ops")) switch { var s => (s.Waiting, s.Dead) });
        Assert.Equal((DeliveryStatus.Dead, "the settings name it no more", null), Assert.Single(await without.DeliveriesAsync("ops")) switch { var d => (d.Status, d.Answer, d.NextAt) });

        without.GoAhead(TimeSpan.FromDays(31));
        await ForgetAsync(without);
        Assert.Empty(await without.DeliveriesAsync("ops"));
        Assert.Equal(asked, receiver.Asked.Count);
    }

    [Fact]
    public async Task Back_within_thirty_days_they_are_told()
    {
        var status = 500;
        await using var receiver = await Receiver.StartAsync(Receiver.Says(_ => status));
        string id;
        await using (var before = await NotToldAsync(receiver)) id = Assert.Single(await before.DeliveriesAsync("ops")).Id;
        await using (var without = await TellingHost.InAsync(_folder, null, ("other", To(receiver)))) await ForgetAsync(without);

        status = 200;
        await using var back = await TellingHost.InAsync(_folder, null, ("ops", To(receiver)));
        back.GoAhead(TimeSpan.FromHours(1));
        await GateHost.UntilAsync(() => Task.FromResult(receiver.Taken.Any(t => t.Id == id)), "it was not told");
    }

    /// <summary>Whom the settings name is given up by their own patience only, however late it is.</summary>
    [Fact]
    public async Task Who_is_named_keeps_what_waits()
    {
        await using var receiver = await Receiver.StartAsync(Receiver.Says(_ => 410)); // disabled: nobody tries, nobody gives up
        await using var host = await TellingHost.InAsync(_folder, null, ("ops", To(receiver)), ("o_s", To(receiver)));
        await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:a"));
        foreach (var name in new[] { "ops", "o_s" }) await GateHost.UntilAsync(async () => (await host.StandAsync(name)).DisabledAt is not null, "it was not disabled");
        host.GoAhead(TimeSpan.FromDays(400));
        await ForgetAsync(host);
        foreach (var name in new[] { "ops", "o_s" }) Assert.Equal((1, 0), (await host.StandAsync(name)) switch { var s => (s.Waiting, s.Dead) });
    }

    public void Dispose() => _folder.Dispose();

    private async Task<TellingHost> NotToldAsync(Receiver receiver)
    {
        var host = await TellingHost.InAsync(_folder, null, ("ops", To(receiver)));
        await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:a"));
        await GateHost.UntilAsync(async () => (await host.DeliveriesAsync("ops")) is [{ Attempts: > 0 }], "nobody tried");
        return host;
    }

    private static WebhookSettings To(Receiver receiver) => new() { Url = receiver.Url, Secret = Receiver.Secret, Events = [NoticeType.Waiting] };

    private static Task ForgetAsync(TellingHost host) => host.Gate.Get<IEnumerable<IHostedService>>().OfType<DeliveryRetention>().Single().ForgetAsync(TestContext.Current.CancellationToken);
}
