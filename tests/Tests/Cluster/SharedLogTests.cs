using System.Collections.Concurrent;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Cluster;

/// <summary>Two nodes write one log: each follows the other, and who is neither is found by both.</summary>
public sealed class SharedLogTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<Writing> _nodes = [];

    [Fact]
    public async Task What_two_nodes_write_at_the_same_time_is_one_log_and_each_knows_all_of_it()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => AppendAsync(i % 2 == 0 ? one : other, $"run-{i}")));

        foreach (var node in _nodes)
        {
            await node.CaughtUpAsync();
            Assert.Empty(node.Found);
            Assert.Equal(201, node.Writer.Log.Size); // with the one that begins it
            Assert.NotNull(node.Memory.Of("run-0"));
        }

        using var connection = one.Store.OpenReadOnly();
        var report = AuditVerification.Of(connection, [new(one.Writer.Log.Size, Convert.ToHexStringLower(other.Writer.Log.Root), "the-instance", "what the other node knows")]);
        Assert.Null(report.FirstBad);
    }

    [Fact]
    public async Task A_version_that_another_node_has_taken_is_taken()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var answers = await Task.WhenAll(AppendAsync(one, "run"), AppendAsync(other, "run"));

        Assert.Equal([Appended.Committed, Appended.Conflict], answers.Order());
    }

    [Fact]
    public async Task What_was_decided_before_another_node_stopped_something_is_not_written()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var taken = one.Elsewhere.Taken;
        Assert.Equal(Appended.Committed, await AppendAsync(other, StopBook.Stream));

        Assert.Equal(Appended.Overtaken, await AppendAsync(one, "run", taken));
        one.Elsewhere.Take(one.Elsewhere.Books);
        Assert.Equal(Appended.Committed, await AppendAsync(one, "run", one.Elsewhere.Taken));
    }

    [Fact]
    public async Task I4_a_node_whose_session_is_cut_off_goes_on_behind_what_the_others_wrote()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var (acknowledged, refused) = (new ConcurrentQueue<string>(), 0);
        async Task WriteAsync(Writing node, string name)
        {
            for (var i = 0; i < 120; i++)
            {
                try
                {
                    if (await AppendAsync(node, $"{name}-{i}") is Appended.Committed) acknowledged.Enqueue($"{name}-{i}");
                    if (node == one && i % 40 == 20) PostgreSqlServer.Started.Execute("postgres", $"SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{TestStore.DatabaseOf(_folder.Path)}'");
                }
                catch (JournalUnavailableException)
                {
                    refused++;
                }
            }
        }

        await Task.WhenAll(WriteAsync(one, "one"), WriteAsync(other, "other"));
        foreach (var node in _nodes)
        {
            await node.CaughtUpAsync();
            Assert.Empty(node.Found);
            Assert.All(acknowledged, stream => Assert.Equal(1, node.Memory.Of(stream)?.Last));
        }

        Assert.Equal(one.Writer.Log.Root, other.Writer.Log.Root);
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Count} acknowledged, {refused} not");
    }

    [Fact]
    public async Task I8_an_entry_that_no_node_has_made_is_found_by_each()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        Assert.Equal(Appended.Committed, await AppendAsync(one, "run"));
        var (stranger, strange) = (await StartAsync(keys: "other-keys"), "run-of-a-stranger");
        Assert.Equal(Appended.Committed, await AppendAsync(stranger, strange)); // chained as it should be, and under another key

        foreach (var node in new[] { one, other })
        {
            await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(node, "after"));
            Assert.Contains(node.Found, f => f.Contains("no node of the cluster", StringComparison.Ordinal));
            Assert.Null(node.Memory.Of(strange));
        }
    }

    [Theory]
    [InlineData("""DELETE FROM audit WHERE "Seq" = (SELECT MAX("Seq") FROM audit)""")]
    [InlineData("""UPDATE journal SET "Data" = replace("Data", 'rita', 'rema') WHERE "Position" = (SELECT MAX("Position") FROM journal)""")]
    public async Task I8_what_was_cut_or_changed_before_a_node_could_follow_is_found(string sql)
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await AppendAsync(one, "run");
        await other.CaughtUpAsync();
        if (sql.StartsWith("UPDATE", StringComparison.Ordinal)) await AppendAsync(one, "run-2"); // which the other has not followed yet
        PostgreSqlServer.Started.Execute(TestStore.DatabaseOf(_folder.Path), sql);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(other, "after"));
        Assert.NotEmpty(other.Found);
    }

    [Fact]
    public async Task I8_a_node_that_was_declared_dead_never_writes_again()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        Assert.Equal(Appended.Committed, await AppendAsync(one, "before"));
        PostgreSqlServer.Started.Execute(TestStore.DatabaseOf(_folder.Path), $"INSERT INTO node VALUES ('approvalconsole', '127.0.0.1', 1, 1, '{one.Self.Epoch}', 'here', 6, 0, NULL, now(), now())");

        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(one, "after"));
        Assert.Contains(one.Found, f => f.Contains("declared this one dead", StringComparison.Ordinal));
        Assert.Equal(Appended.Committed, await AppendAsync(other, "after"));
    }

    [Fact]
    public async Task A_console_that_is_no_node_does_not_start_beside_one()
    {
        await StartAsync();
        using var alone = Stores.Of(TestStore.PostgreSqlOptionsOf(_folder.Path), _folder.Path);

        Assert.Contains("another console works on it", Assert.Throws<SettingException>(() => alone.Tenure).Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) node.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Writing> StartAsync(string keys = "keys")
    {
        var self = new Owner("here", $"{Guid.NewGuid():N}");
        var node = new Writing(self, Stores.Of(TestStore.PostgreSqlOptionsOf(_folder.Path), _folder.Path, epoch: self.Epoch), DecisionSeal.Open(_folder[keys]));
        _nodes.Add(node);
        await node.StartAsync();
        return node;
    }

    private static Task<Appended> AppendAsync(Writing node, string stream, long? taken = null)
    {
        var @event = new RunEvent.CancelRequested(new("rita", "rita", Channel.Page), $"of {stream}", DateTimeOffset.UnixEpoch.AddDays(20_000));
        return node.Writer.AppendAsync(new(stream, 0, [EventCodec.Encode(@event, @event.At) with { About = new("rita", null, stream) }], []) { Taken = taken }, TestContext.Current.CancellationToken);
    }

    /// <summary>As much of a node as writes.</summary>
    private sealed class Writing(Owner self, Store store, DecisionSeal seal) : IDisposable
    {
        public Owner Self => self;

        public Store Store => store;

        public StreamMemory Memory { get; } = new();

        public Elsewhere Elsewhere { get; } = new() { IsShared = true };

        public ConcurrentQueue<string> Found { get; } = [];

        public JournalWriter Writer { get; private set; } = null!;

        public async Task StartAsync()
        {
            _ = store.Tenure;
            await using var database = store.Create();
            await using (await store.PrepareAsync(database, TestContext.Current.CancellationToken)) await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
            await database.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            var (schema, deeds, quotas) = (new KnownSchema(store), new DeedMemory(), new QuotaMemory());
            schema.Take();
            Writer = new(store, Memory, quotas, deeds, schema, new OtherNodes(seal, Elsewhere, deeds, quotas, self));
            Writer.Start(LogBeginning.Open(database.Database.GetDbConnection(), "the-instance", DateTimeOffset.UnixEpoch, store.TakesTurn), Found.Enqueue);
        }

        public async Task CaughtUpAsync()
        {
            try
            {
                await Writer.AppendAsync(new("", 0, [], []), TestContext.Current.CancellationToken);
            }
            catch (JournalUnavailableException) // its session was cut off after its last append: it learns so now, once
            {
                await Writer.AppendAsync(new("", 0, [], []), TestContext.Current.CancellationToken);
            }
        }

        public void Dispose()
        {
            Writer.Dispose();
            store.Dispose();
        }
    }
}
