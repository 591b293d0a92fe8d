using System.Data.Common;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ApprovalConsole.Tests.Journal;

/// <summary>Many appends in one commit, where the commit cannot be: who waits for it hears why, and nobody else is harmed.</summary>
public sealed class TroubledDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _found = [];
    private Store? _store;

    [Theory]
    [InlineData("a letter that the server does not take", true, "a\0b")]
    [InlineData("nothing where something must be", true, null)]
    [InlineData("nothing where something must be", false, null)]
    public async Task One_value_that_the_database_does_not_take_fails_its_own_caller_and_none_of_those_that_share_its_commit(string what, bool isPostgreSql, string? value)
    {
        using var writer = await StartAsync(isPostgreSql);
        var poison = RowStatements.Insert(new IdempotencyRow { Caller = value!, Key = "k", Fingerprint = "f", RunId = "r" });
        for (var round = 0; round < 5; round++)
        {
            var good = Enumerable.Range(0, 40).Select(i => $"g{round}-{i}").ToList();
            var before = good.Take(20).Select(s => AppendAsync(writer, s)).ToList();
            var bad = writer.AppendAsync(new($"bad{round}", 0, [], [poison]), CancellationToken.None);
            var after = good.Skip(20).Select(s => AppendAsync(writer, s)).ToList();

            Assert.All(await Task.WhenAll([.. before, .. after]), answer => Assert.Equal(Appended.Committed, answer));
            var refused = await Assert.ThrowsAsync<JournalUnavailableException>(() => bad);
            Assert.True(refused.Why is JournalTrouble.Unknown, what);
            Assert.All(await CountsAsync(good), count => Assert.Equal(1, count));
        }

        Assert.Null(writer.Trouble); // it is the value's, and not the journal's
        Assert.Empty(_found);
        Assert.True(writer.Commits > 0 && Verified(writer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_somebody_else_has_it_locked_who_writes_hears_so_and_afterwards_it_goes_on_by_itself(bool isPostgreSql)
    {
        using var writer = await StartAsync(isPostgreSql);
        Assert.Equal(Appended.Committed, await AppendAsync(writer, "before"));
        using (Locked(isPostgreSql))
        {
            var refused = await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(writer, "meanwhile"));
            Assert.Equal((JournalTrouble.Locked, JournalTrouble.Locked), (refused.Why, new JournalState(writer).Why));
        }

        Assert.Equal(Appended.Committed, await AppendAsync(writer, "after"));
        Assert.Null(new JournalState(writer).Why);
        Assert.Equal([1, 0, 1], await CountsAsync(["before", "meanwhile", "after"]));
        Assert.Empty(_found);
        Assert.True(Verified(writer));
    }

    [Fact]
    public async Task What_waits_for_a_slow_disk_is_bounded_and_whoever_comes_after_hears_at_once_and_nothing_acknowledged_is_lost()
    {
        using var writer = await StartAsync(isPostgreSql: false);
        var answers = new List<(string Stream, Task<Appended> Answer)>();
        using (Locked(isPostgreSql: false))
        {
            for (var i = 0; i < AppendQueue.Most + 1_000; i++) answers.Add(($"s{i}", AppendAsync(writer, $"s{i}")));
            Assert.InRange(answers.Count(a => a.Answer.IsFaulted && IsBusy(a.Answer)), 1_000 - 256, 1_000); // the writer has one commit's worth in its hands
            Assert.Equal(JournalTrouble.Busy, new JournalState(writer).Why);
        }

        await Task.WhenAll(answers.Select(a => (Task)a.Answer)).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        var (acknowledged, refused) = (answers.Where(a => a.Answer.IsCompletedSuccessfully).Select(a => a.Stream).ToList(), answers.Where(a => a.Answer.IsFaulted).Select(a => a.Stream).ToList());
        Assert.True(acknowledged.Count >= AppendQueue.Most - 256, $"{acknowledged.Count} acknowledged");
        Assert.All(await CountsAsync(acknowledged), count => Assert.Equal(1, count));
        Assert.All(await CountsAsync(refused), count => Assert.Equal(0, count));
        Assert.Null(new JournalState(writer).Why);
        Assert.True(Verified(writer));
    }

    [Fact]
    public void What_waits_is_bounded_by_what_it_weighs_too()
    {
        var queue = new AppendQueue();
        var large = new string('x', (int)(AppendQueue.MostLetters / 4));
        WaitingAppend Heavy() => new(new Append("s", 0, [], [new("", large)]));
        Assert.Equal([true, true, true, true, false], Enumerable.Range(0, 5).Select(_ => queue.TryAdd(Heavy())));
        var batch = new List<WaitingAppend>();
        queue.TakeInto(batch, 1);
        Assert.True(queue.TryAdd(Heavy()) && !queue.TryAdd(Heavy()));
    }

    public void Dispose()
    {
        _store?.Dispose();
        _folder.Dispose();
    }

    private static bool IsBusy(Task answer) => answer.Exception!.InnerException is JournalUnavailableException { Why: JournalTrouble.Busy };

    private async Task<JournalWriter> StartAsync(bool isPostgreSql)
    {
        _store = Stores.Of(isPostgreSql ? TestStore.PostgreSqlOptionsOf(_folder.Path) : new StorageOptions { ConnectionString = $"Data Source={_folder["console.db"]}" }, _folder.Path);
        await using var database = _store.Create();
        _ = _store.Tenure;
        await database.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var alone = await _store.PrepareAsync(database, TestContext.Current.CancellationToken);
        await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
        var schema = new KnownSchema(_store);
        schema.Take();
        var writer = new JournalWriter(_store, new(), new(), new(), schema, _store.CreateForeignWrites());
        writer.Start(LogBeginning.Open(database.Database.GetDbConnection(), "the-instance", DateTimeOffset.UnixEpoch), _found.Add);
        return writer;
    }

    /// <summary>Another connection has what the writer needs, until it is disposed.</summary>
    private DbConnection Locked(bool isPostgreSql)
    {
        DbConnection other = isPostgreSql
            ? new NpgsqlConnection(TestStore.PostgreSqlOptionsOf(_folder.Path).ConnectionString + ";Pooling=false")
            : new SqliteConnection($"Data Source={_folder["console.db"]};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = isPostgreSql ? "BEGIN; LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE" : "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return other;
    }

    private static Task<Appended> AppendAsync(JournalWriter writer, string stream)
    {
        var @event = new RunEvent.CancelRequested(new("rita", "rita", Channel.Page), $"of {stream}", DateTimeOffset.UnixEpoch.AddDays(20_000));
        return writer.AppendAsync(new(stream, 0, [EventCodec.Encode(@event, @event.At) with { About = new("rita", null, stream) }], []), CancellationToken.None);
    }

    private bool Verified(JournalWriter writer)
    {
        using var connection = _store!.OpenReadOnly();
        using var snapshot = _store.BeginSnapshot(connection);
        var report = AuditVerification.Of(connection, [new(writer.Log.Size, Convert.ToHexStringLower(writer.Log.Root), "the-instance", "what the writer knows")]);
        return report.FirstBad is null && report.Log.Size == writer.Log.Size;
    }

    private async Task<List<int>> CountsAsync(IEnumerable<string> streams)
    {
        using var reads = new ReadPool(_store!);
        var there = await reads.ReadAsync(database => database.Journal.AsNoTracking().GroupBy(e => e.Stream).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, TestContext.Current.CancellationToken));
        return [.. streams.Select(s => there.GetValueOrDefault(s))];
    }
}
