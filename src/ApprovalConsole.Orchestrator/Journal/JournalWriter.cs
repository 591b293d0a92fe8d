using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Writes appends in the order they come, many in one commit: durability is per caller, the disk's flush is not.</summary>
/// <remarks>One writer a database: in one place a batch forms by itself while the disk is busy, and nobody else changes what it has looked at.</remarks>
internal sealed class JournalWriter(Store store, StreamMemory memory, QuotaMemory quotas, DeedMemory deeds, KnownSchema schema, ForeignWrites foreign) : IDisposable
{
    private const int LargestBatch = 256;

    private static readonly TimeSpan WaitsForWord = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(100);

    private readonly AppendQueue _queue = new();
    private Task? _writing;
    private AuditChain _chain = null!;
    private Courier _courier = null!;
    private BatchWriting _appends = null!;
    private Action<string>? _onForeign;
    private string? _schemaVersion;
    private bool _mustCompare;
    private QuotaUse[]? _unanswered; // of a commit that may have landed

    /// <summary>Commits so far, for measuring.</summary>
    public long Commits { get; private set; }

    /// <summary>Statements of appends that were written so far, for measuring.</summary>
    public long Statements => _appends.Statements;

    /// <summary>Times that it has waited for the database so far, for measuring.</summary>
    public long RoundTrips => _courier.RoundTrips;

    /// <summary>Once it has ended: nobody else has written since it began, and what became of each commit is known.</summary>
    public bool WasAlone { get; private set; }

    /// <summary>The audit log as far as it is on the disk.</summary>
    public LogState Log => _chain.Committed;

    /// <param name="log">The audit log so far: what is written from now on extends it in the same commit.</param>
    /// <param name="onForeign">Hears, on the writer's thread, that somebody else has changed the schema, or written: then what was to be written is not.</param>
    public void Start(LogState log, Action<string>? onForeign = null)
    {
        if (_writing is not null) return;
        _onForeign = onForeign;
        _chain = new(log, memory);
        var tenure = store.Tenure;
        _courier = tenure.CreateCourier();
        _appends = new(_courier, _chain, deeds, foreign);
        foreign.Watch(tenure.Connection); // before anybody compares what is there: what is written after that is seen here
        _writing = Task.Factory.StartNew(() => WriteAll(tenure), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What kept the last batch from being written; null while batches are.</summary>
    public JournalUnavailableException? Trouble { get; private set; }

    public bool IsBusy => _queue.IsFull;

    /// <summary>Completes when the append is on the disk, or was not written.</summary>
    /// <exception cref="JournalUnavailableException">Nothing of it was written, or nobody can say; at once where too much waits already.</exception>
    public async Task<Appended> AppendAsync(Append append, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var waiting = new WaitingAppend(append);
        if (!_queue.TryAdd(waiting)) throw new JournalUnavailableException(new IOException("more waits to be written than the disk is good for"), JournalTrouble.Busy);
        return await waiting.Answer.Task; // once queued it may be written, so the caller must hear of it
    }

    public void Dispose()
    {
        _queue.End();
        _writing?.Wait(TimeSpan.FromSeconds(10));
    }

    private void WriteAll(Tenure tenure)
    {
        var batch = new List<WaitingAppend>();
        while (_queue.WaitForWork()) // this thread is the writer's own: it blocks here, so that no pool thread has to
        {
            _queue.TakeInto(batch, LargestBatch);
            WriteBatch(tenure, batch);
        }

        WasAlone = IsAlone(tenure);
        _courier.Dispose();
    }

    private bool IsAlone(Tenure tenure)
    {
        if (_mustCompare || foreign.AreMany) return false;
        try
        {
            using var transaction = tenure.Begin();
            var end = foreign.Look();
            _courier.Send(transaction, [end]);
            return foreign.Found(end, _chain.Committed) is null;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private void WriteBatch(Tenure tenure, List<WaitingAppend> batch)
    {
        List<Appended> answers = [];
        QuotaUse[]? uses = null;
        try
        {
            if (_mustCompare || tenure.IsLost) TakeUpAgain(tenure);
            var onlyLooks = foreign.AreMany && batch.TrueForAll(w => w.Append.IsEmpty);
            using var transaction = onlyLooks ? tenure.BeginLook() : tenure.Begin();
            Look(tenure, transaction, onlyLooks);
            (answers, var last) = _appends.Write(tenure, transaction, batch.Select(w => w.Append));
            uses = [.. batch.Zip(answers).Where(w => w.Second is Appended.Committed).SelectMany(w => w.First.Append.Rows).Select(r => r.Use).OfType<QuotaUse>()];
            quotas.GiveBack(uses);
            Pass(Milestone.Written, batch);
            _courier.Commit(transaction, last);
            Pass(Milestone.Committed, batch);
            Landed(uses);
        }
        catch (Exception e)
        {
            // Whatever it was, this thread lives on: those who wait must hear of it, and the next batch may go through.
            if (!(uses is not null && tenure.IsInDoubt(e) && HasLanded(tenure, uses)))
            {
                if (_unanswered is null) Undo();
                if (e is TenureEndedException) _onForeign?.Invoke(e.Message);
                var trouble = new JournalUnavailableException(e, tenure.TroubleOf(e));
                if (!tenure.IsOfOne(e)) Trouble = trouble;
                else if (batch.Count > 1)
                {
                    batch.ForEach(alone => WriteBatch(tenure, [alone])); // one of them is to blame, and fails alone
                    return;
                }

                foreach (var waiting in batch) waiting.Answer.SetException(trouble);
                return;
            }
        }

        if (batch.Any(w => w.Append.LeavesNoEarlierPages)) tenure.DropRemains();
        foreach (var (waiting, answer) in batch.Zip(answers)) waiting.Answer.SetResult(answer);
    }

    private void Landed(QuotaUse[] uses)
    {
        if (_chain.Written.Size > _chain.Committed.Size) Trouble = null;
        _chain.Commit();
        deeds.Commit();
        quotas.Take(uses);
        Commits++;
    }

    private void Undo()
    {
        _chain.Rollback();
        deeds.Rollback();
    }

    /// <summary>A commit was not answered. Those who wait for it wait a little longer, until the database can say whether it is there; where it cannot, they hear that the journal is not available, and it
    /// is asked again before anything else is written.</summary>
    private bool HasLanded(Tenure tenure, QuotaUse[] uses)
    {
        (_unanswered, _mustCompare) = (uses, true);
        for (var since = Stopwatch.GetTimestamp(); ; Thread.Sleep(LooksAgainAfter))
        {
            try
            {
                return TakeUpAgain(tenure);
            }
            catch (DbException) when (Stopwatch.GetElapsedTime(since) < WaitsForWord)
            {
                // Not reached yet.
            }
            catch (Exception e)
            {
                if (e is TenureEndedException) _onForeign?.Invoke(e.Message);
                return false;
            }
        }
    }

    /// <summary>The right to write is taken once more, and the log's end says what became of a commit that was not answered: it is all there, or nothing of it. An end that is neither was written by somebody else.</summary>
    /// <returns>Whether such a commit is there.</returns>
    private bool TakeUpAgain(Tenure tenure)
    {
        _mustCompare = true;
        tenure.Renew();
        _courier.Forget();
        var there = LogReading.StateOf(tenure.Connection);
        var hasLanded = _unanswered is not null && _chain.Written.Size != _chain.Committed.Size && IsThere(tenure.Connection, _chain.Written, there);
        if (hasLanded) Landed(_unanswered!);
        else if (IsThere(tenure.Connection, _chain.Committed, there)) Undo();
        else
        {
            throw Foreign("While the console was cut off from the database, somebody else wrote to it.");
        }

        (_unanswered, _mustCompare, _schemaVersion) = (null, false, null);
        foreign.Watch(tenure.Connection);
        return hasLanded;
    }

    /// <summary>The log is so, or where there are other nodes, it was so and they have gone on from there.</summary>
    private bool IsThere(DbConnection connection, LogState log, LogState there) => there.Size >= log.Size && (there.Size == log.Size || foreign.AreMany)
        && (there.Size == log.Size ? there : LogReading.StateOf(connection, log.Size)).Chain.AsSpan().SequenceEqual(log.Chain);

    private static void Pass(Milestone milestone, List<WaitingAppend> batch)
    {
        if (Milestones.Watch is null) return;
        foreach (var append in batch.Select(w => w.Append))
        {
            foreach (var entry in append.Events) Milestones.Pass(milestone, entry.Name, append.Stream);
        }
    }

    /// <summary>Within the transaction, where nobody else can change anything any more. A number that was put back does not help whoever changed the schema: a connection
    /// goes by the one that it has read for as long as the number is the same.</summary>
    private void Look(Tenure tenure, DbTransaction transaction, bool onlyLooks)
    {
        var (begins, version, end) = (onlyLooks ? [] : tenure.Begins, new Statement(store.Schema.Version) { IsQuestion = true }, foreign.Look());
        Ask(tenure, transaction, onlyLooks ? [end] : [.. begins, version, end]);
        if (!onlyLooks)
        {
            tenure.HasBegun(begins);
            CheckSchema(tenure.Connection, version);
        }

        if (foreign.Follow(end, (sql, values) => _courier.Prepare(transaction, sql, values), _chain) is { } why) throw Foreign(why);
    }

    /// <summary>Where the schema is another, what is asked may not be there to be answered.</summary>
    private void Ask(Tenure tenure, DbTransaction transaction, IReadOnlyList<Statement> questions)
    {
        try
        {
            _courier.Send(transaction, questions);
        }
        catch (DbException e) when (tenure.IsOfSchema(e))
        {
            transaction.Rollback();
            if (schema.WhyOther(tenure.Connection) is { } why) throw Foreign(why);
            throw;
        }
    }

    private void CheckSchema(DbConnection connection, Statement asked)
    {
        var version = Convert.ToString(asked.Value, CultureInfo.InvariantCulture);
        if (version != _schemaVersion && schema.WhyOther(connection) is { } why) throw Foreign(why);
        _schemaVersion = version;
    }

    private InvalidDataException Foreign(string why)
    {
        _onForeign?.Invoke(why);
        return new(why);
    }
}
