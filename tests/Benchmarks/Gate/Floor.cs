using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using System.Threading.Channels;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>No product: the least that the workload costs on a database in .NET. Eight rows a run, each on the disk before the next step begins; whatever waits for the one writer shares a commit. Nothing is
/// checked, shown, sealed or audited.</summary>
internal sealed class Floor : IContender
{
    private const int MostRowsInACommit = 256;
    private const string Waits = "waits";

    private readonly Channel<Row> _rows = Channel.CreateUnbounded<Row>(new() { SingleReader = true });
    private readonly ConcurrentBag<DbConnection> _readers = [];
    private readonly Func<DbConnection> _open;
    private readonly InstantTools _tools;
    private readonly Task _writer;

    /// <param name="open">Gives open connections to a database that has the table <c>steps</c>.</param>
    public Floor(Func<DbConnection> open, InstantTools tools)
    {
        (_open, _tools) = (open, tools);
        var connection = open();
        _writer = Task.Factory.StartNew(() => Write(connection), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public string Name => "floor";

    public long Commits { get; private set; }

    public async Task StartAsync(string order)
    {
        await AppendAsync(order, 1, "started", OrderTexts.Instructions + OrderTexts.Request(order));
        await AppendAsync(order, 2, "calls", JsonSerializer.Serialize(OrderTexts.LookUp(order)));
        await AppendAsync(order, 3, "found", JsonSerializer.Serialize(OrderTexts.Found(order)));
        await AppendAsync(order, 4, Waits, JsonSerializer.Serialize(OrderTexts.Refund(order)));
    }

    public async Task DecideAsync(string order)
    {
        var (number, kind) = LastStep(order);
        if (kind != Waits) throw new InvalidOperationException($"{order} does not wait: {kind}.");
        await AppendAsync(order, number + 1, "approved", "yes");
        await AppendAsync(order, number + 2, "sends", "refund");
        var receipt = _tools.Refund(order);
        await AppendAsync(order, number + 3, "sent", JsonSerializer.Serialize(receipt));
        await AppendAsync(order, number + 4, "answered", OrderTexts.Answer);
    }

    public async ValueTask DisposeAsync()
    {
        _rows.Writer.Complete();
        await _writer;
        foreach (var reader in _readers) await reader.DisposeAsync();
    }

    private Task AppendAsync(string order, int number, string kind, string body)
    {
        var row = new Row(order, number, kind, body, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _rows.Writer.TryWrite(row);
        return row.IsOnDisk.Task;
    }

    /// <summary>Reads the whole run, as whoever takes it up has to.</summary>
    private (int Number, string Kind) LastStep(string order)
    {
        if (!_readers.TryTake(out var connection)) connection = _open();
        var last = (0, "");
        using (var query = connection.CreateCommand())
        {
            query.CommandText = "SELECT number, kind, body FROM steps WHERE run = @run ORDER BY number";
            Parameter(query, "@run").Value = order;
            using var steps = query.ExecuteReader();
            while (steps.Read()) last = steps.GetString(2).Length > 0 ? (steps.GetInt32(0), steps.GetString(1)) : last;
        }

        _readers.Add(connection);
        return last;
    }

    private void Write(DbConnection connection)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO steps (run, number, kind, body) VALUES (@run, @number, @kind, @body)";
        var (run, number, kind, body) = (Parameter(insert, "@run"), Parameter(insert, "@number"), Parameter(insert, "@kind"), Parameter(insert, "@body"));
        var batch = new List<Row>(MostRowsInACommit);
        while (_rows.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MostRowsInACommit && _rows.Reader.TryRead(out var row)) batch.Add(row);
            using (var transaction = connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                foreach (var row in batch)
                {
                    (run.Value, number.Value, kind.Value, body.Value) = (row.Run, row.Number, row.Kind, row.Body);
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }

            Commits++;
            foreach (var row in batch) row.IsOnDisk.SetResult();
            batch.Clear();
        }

        connection.Dispose();
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private sealed record Row(string Run, int Number, string Kind, string Body, TaskCompletionSource IsOnDisk);
}
