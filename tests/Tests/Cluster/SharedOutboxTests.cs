using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Notices;

namespace ApprovalConsole.Tests.Cluster;

/// <summary>Two nodes on one outbox: each notice is one node's to tell.</summary>
public sealed class SharedOutboxTests : IDisposable
{
    private const int Runs = 12;

    /// <summary>As long as it takes for the other node to have looked, too.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(0.7);

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task While_both_live_nothing_is_told_twice_and_what_one_leaves_the_other_tells_under_the_same_id()
    {
        var isUp = true;
        await using var receiver = await Receiver.StartAsync(async (context, _) =>
        {
            await Task.Delay(Slow, context.RequestAborted);
            context.Response.StatusCode = Volatile.Read(ref isUp) ? 200 : 500;
        });
        await using var one = await NodeAsync(receiver);
        await using (var other = await NodeAsync(receiver))
        {
            // Each knows of both: it looks after some keys, and the other after the rest.
            await Until.TrueAsync(() => Task.FromResult(Keys.All(k => IsMine(one, k) != IsMine(other, k)) && Keys.Any(k => IsMine(one, k)) && Keys.Any(k => IsMine(other, k))), () => "they do not share the work");
            await StartAsync(one, other);
            await Until.TrueAsync(() => Task.FromResult(receiver.Taken.Count >= Runs), () => $"{receiver.Taken.Count} of {Runs} were told");
            await Until.TrueAsync(async () => (await one.StandAsync("ops")) is { Waiting: 0, Delivered: Runs }, () => "not all of it was written down");
            Assert.Equal(Runs, receiver.Asked.Select(t => t.Id).Distinct().Count());
            Assert.Equal(Runs, receiver.Asked.Count);

            Volatile.Write(ref isUp, false);
            await StartAsync(one, other);
            await Until.TrueAsync(async () => (await one.DeliveriesAsync("ops")).Count(d => d is { Status: DeliveryStatus.Waiting, Attempts: > 0 }) == Runs, () => "not all of it was tried");
        }

        Volatile.Write(ref isUp, true);
        await Until.TrueAsync(async () => (await one.StandAsync("ops")) is { Waiting: 0, Delivered: 2 * Runs }, () => "what the other left was not told");
        Assert.Equal(2 * Runs, receiver.Taken.Select(t => t.Id).Distinct().Count());
        Assert.All(receiver.Asked.GroupBy(t => t.Id), same => Assert.Single(same.Select(t => t.Body).Distinct()));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Keys => Enumerable.Range(0, 64).Select(i => $"key-{i}");

    private static bool IsMine(TellingHost node, string key) => node.Gate.Get<Placement>().IsMine(key);

    private static async Task StartAsync(params TellingHost[] nodes)
    {
        for (var i = 0; i < Runs; i++) await nodes[i % nodes.Length].Gate.StartRunAsync($"write:w{i}");
    }

    private Task<TellingHost> NodeAsync(Receiver receiver) =>
        TellingHost.InAsync(_folder, Nodes.FreePort(), ("ops", new WebhookSettings { Url = receiver.Url, Secret = Receiver.Secret, Events = [NoticeType.Waiting] }));
}
