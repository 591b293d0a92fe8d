using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Tests.Stops;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Notices;

/// <summary>How the day went, told once a day in numbers.</summary>
public sealed class DigestTests
{
    private static WebhookSettings To(Receiver receiver) => new() { Url = receiver.Url, Secret = Receiver.Secret, Events = [NoticeType.Digest] };

    [Fact]
    public async Task A_day_is_told_once_with_its_numbers_and_no_name()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await TellingHost.StartAsync(null, ("ops", To(receiver)));
        await host.Gate.DecideAsync(await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:a")));
        await host.Gate.ProposalOfAsync(await host.Gate.StartRunAsync("write:b"));
        Assert.Empty(receiver.Asked); // the day is not over

        var over = Digests.DueAt(host.GetUtcNow(), TimeSpan.FromHours(6)).AddDays(1);
        host.GoAhead(over - host.GetUtcNow() + TimeSpan.FromMinutes(1));
        foreach (var digests in new[] { DigestsOf(host), DigestsOf(host) }) await digests.TellAsync(over, TestContext.Current.CancellationToken);
        await GateHost.UntilAsync(() => Task.FromResult(!receiver.Taken.IsEmpty), "nobody was told");

        var told = Assert.Single(receiver.Taken).Data;
        Assert.Equal((2, 2, 1, 1), (Number(told, "started"), Number(told, "asked"), Number(told, "approved"), Number(told, "waiting")));
        Assert.DoesNotContain(new[] { "rita", "kim" }, name => told.GetRawText().Contains(name, StringComparison.OrdinalIgnoreCase));
        Assert.Single(await host.DeliveriesAsync("ops"));
    }

    [Theory]
    [InlineData("2026-03-02T05:59:59Z", "2026-03-01T06:00:00Z")]
    [InlineData("2026-03-02T06:00:00Z", "2026-03-02T06:00:00Z")]
    [InlineData("2026-03-02T23:59:59Z", "2026-03-02T06:00:00Z")]
    public void A_day_ends_at_the_time_that_the_settings_say(string now, string ended) => Assert.Equal(Instant(ended), Digests.DueAt(Instant(now), TimeSpan.FromHours(6)));

    [Fact]
    public async Task A_day_on_which_nothing_happened_is_not_told_of()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await TellingHost.StartAsync(null, ("ops", To(receiver)));
        await DigestsOf(host).TellAsync(host.GetUtcNow().AddDays(-1), TestContext.Current.CancellationToken);
        Assert.Empty(await host.DeliveriesAsync("ops"));
    }

    // The one of the host looks at its clock now and then; these are told when to.
    private static Digests DigestsOf(TellingHost host) => ActivatorUtilities.CreateInstance<Digests>(host.Gate.Get<IServiceProvider>());

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static int Number(JsonElement told, string name) => told.GetProperty(name).GetInt32();
}
