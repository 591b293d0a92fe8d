using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Journal;

/// <summary>How often the writer waits for a PostgreSQL server, counted between the two.</summary>
public sealed class RoundTripTests : IAsyncDisposable
{
    /// <summary>What the commit begins with; the appends; the log's entries and the commit.</summary>
    private const int OfACommit = 3;

    private readonly TempFolder _folder = new();
    private readonly PostgreSqlRelay _relay;
    private readonly Store _store;
    private readonly List<string> _found = [];

    public RoundTripTests()
    {
        var options = TestStore.PostgreSqlOptionsOf(_folder.Path);
        _relay = new(options.ConnectionString);
        _store = Stores.Of(new StorageOptions { Provider = options.Provider, ConnectionString = _relay.ConnectionString, KeysFolder = options.KeysFolder }, _folder.Path);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(12, 30)]
    public async Task A_commit_is_three_round_trips_however_much_is_in_it(int events, int rows)
    {
        using var writer = await StartAsync();
        var (waits, counted) = (_relay.Waits, writer.RoundTrips);
        Assert.Equal(Appended.Committed, await writer.AppendAsync(Of("run", events, rows), TestContext.Current.CancellationToken));
        Assert.Equal((OfACommit, OfACommit), (_relay.Waits - waits, writer.RoundTrips - counted));
        Assert.Empty(_found);
    }

    [Fact]
    public async Task Appends_that_share_a_commit_share_its_round_trips()
    {
        using var writer = await StartAsync();
        var (waits, commits) = (_relay.Waits, writer.Commits);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => writer.AppendAsync(Of($"run-{i}", 3, 3), TestContext.Current.CancellationToken)));

        Assert.All(answers, answer => Assert.Equal(Appended.Committed, answer));
        Assert.Equal(OfACommit * (writer.Commits - commits), _relay.Waits - waits);
        Assert.True(writer.Commits - commits < 200);
    }

    [Fact]
    public async Task Where_some_cannot_be_written_each_hears_its_own_answer_and_the_others_are_written()
    {
        using var writer = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => writer.AppendAsync(Of($"taken-{i}", 2, 0), TestContext.Current.CancellationToken)));
        var guard = RowStatements.Insert(new IdempotencyRow { Caller = "c", Key = "k", Fingerprint = "f", RunId = "r" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => (Index: i, Answer: await writer.AppendAsync(i switch
        {
            < 10 => Of($"taken-{i}", 2, 1),
            < 12 => Of($"guarded-{i}", 2, 1) with { Guard = guard },
            < 15 => Of($"late-{i}", 2, 1) with { Premises = [RowStatements.StillAt("taken-0", 1)] },
            < 17 => Of("contested", 2, 1),
            _ => Of($"good-{i}", 2, 1),
        }, TestContext.Current.CancellationToken))));

        Assert.All(answers.Where(a => a.Index < 10), a => Assert.Equal(Appended.Conflict, a.Answer));
        Assert.Equal([Appended.Committed, Appended.Guarded], answers.Where(a => a.Index is 10 or 11).Select(a => a.Answer));
        Assert.All(answers.Where(a => a.Index is >= 12 and < 15), a => Assert.Equal(Appended.Overtaken, a.Answer));
        Assert.Equal([Appended.Committed, Appended.Conflict], answers.Where(a => a.Index is 15 or 16).Select(a => a.Answer));
        Assert.All(answers.Where(a => a.Index >= 17), a => Assert.Equal(Appended.Committed, a.Answer));
        Assert.Equal(2 * (10 + 1 + 1 + 43), await CountAsync());
        Assert.Empty(_found);
        Assert.Null(Verified(writer));
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        _relay.Dispose();
        _folder.Dispose();
        await Task.CompletedTask;
    }

    private static Append Of(string stream, int events, int rows)
    {
        var @event = new RunEvent.CancelRequested(new("rita", "rita", Channel.Page), $"of {stream}", DateTimeOffset.UnixEpoch.AddDays(20_000));
        var encoded = EventCodec.Encode(@event, @event.At) with { About = new("rita", null, stream) };
        return new(stream, 0, [.. Enumerable.Repeat(encoded, events)],
            [.. Enumerable.Range(0, rows).Select(i => RowStatements.Insert(new IdempotencyRow { Caller = stream, Key = $"{i}", Fingerprint = "f", RunId = stream }))]);
    }

    private async Task<JournalWriter> StartAsync()
    {
        await using var database = _store.Create();
        _ = _store.Tenure;
        await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
        await database.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var schema = new KnownSchema(_store);
        schema.Take();
        var writer = new JournalWriter(_store, new(), new(), new(), schema, _store.CreateForeignWrites());
        writer.Start(LogBeginning.Open(database.Database.GetDbConnection(), "the-instance", DateTimeOffset.UnixEpoch), _found.Add);
        await writer.AppendAsync(Of("first", 0, 0) with { Notes = [AuditNote.Of("first", null, null, null, DateTimeOffset.UnixEpoch, new { })] }, TestContext.Current.CancellationToken); // looks at the schema
        return writer;
    }

    private async Task<int> CountAsync()
    {
        using var reads = new ReadPool(_store);
        return await reads.ReadAsync(database => database.Journal.CountAsync(TestContext.Current.CancellationToken));
    }

    private string? Verified(JournalWriter writer)
    {
        using var connection = _store.OpenReadOnly();
        return AuditVerification.Of(connection, [new(writer.Log.Size, Convert.ToHexStringLower(writer.Log.Root), "the-instance", "what the writer knows")]).FirstBad?.ToString();
    }
}
