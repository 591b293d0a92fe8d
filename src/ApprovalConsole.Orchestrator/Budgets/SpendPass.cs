using System.Data.Common;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>Counts on over the entries of the log, whatever they are of: what comes of them must be the log as it is known here, so that none is missing, another, or called otherwise.</summary>
internal sealed class SpendPass(DbConnection connection, LogState known, Adopted since)
{
    private const int AtOnce = 1_000;

    private readonly Dictionary<string, string> _agents = [];
    private readonly StreamCheck _log = new(connection, known, null, since);

    /// <returns>What is counted then; or why nobody can say.</returns>
    public (SpendCount? Count, string? Bad) From(SpendCount before)
    {
        try
        {
            return Read(before);
        }
        catch (Exception e) when (EntryRows.IsUnreadable(e) || e is InvalidDataException)
        {
            return (null, $"What was spent cannot be counted ({e.Message}).");
        }
    }

    private (SpendCount? Count, string? Bad) Read(SpendCount before)
    {
        var count = before.Copy();
        var log = LogReading.StateOf(connection, Math.Max(before.Seq, since.Seq)); // what was adopted is what it is
        for (var after = before.Seq; after < known.Size; after += AtOnce)
        {
            var (read, bad) = ReadSome(after, ref log);
            if (bad is not null) return (null, bad);
            foreach (var (run, @event) in read) Add(count, run, @event); // which may look further back, where nothing is being read
        }

        if (log.Size != known.Size || !log.Root.AsSpan().SequenceEqual(known.Root)) return (null, "What was spent rests on entries that are not what was chained.");
        return (count.UpTo(known), null);
    }

    private (IReadOnlyList<(string Run, RunEvent Event)> Read, string? Bad) ReadSome(long after, ref LogState log)
    {
        var read = new List<(string, RunEvent)>();
        using var command = LogReading.CommandOf(connection, $"""{EntryRows.Select} WHERE a."Seq" > @p0 AND a."Seq" <= @p1 ORDER BY a."Seq" """, after, Math.Min(after + AtOnce, known.Size));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var (entry, isTorn) = EntryRows.EntryOf(row);
            if (entry.Seq > since.Seq)
            {
                if (isTorn || entry.Seq != log.Size + 1) return ([], $"Entry {log.Size + 1} is not what was chained.");
                (log, _) = log.Add(entry.Leaf());
            }

            if (!row.IsDBNull(15) && row.GetString(13) is "run.started.v1" or "model.intended.v1" or "model.replied.v1" or "model.failed.v1")
                read.Add((row.GetString(11), EventCodec.Decode<RunEvent>(row.GetString(15), new Dictionary<int, EncodedPayload>())));
        }

        return (read, null);
    }

    private void Add(SpendCount count, string run, RunEvent @event)
    {
        if (@event is RunEvent.Started started) _agents[run] = started.Agent;
        else count.Add(run, @event, AgentOf);
    }

    /// <summary>Of a run that began before what is read.</summary>
    private string AgentOf(string run)
    {
        if (_agents.TryGetValue(run, out var known)) return known;
        using var command = LogReading.CommandOf(connection, $"""{EntryRows.Select} WHERE a."Stream" = @p0 ORDER BY a."Seq" LIMIT 1""", run);
        Func<bool> isKnown;
        RunEvent? first;
        using (var row = command.ExecuteReader())
        {
            (isKnown, first) = row.Read() ? (_log.Knows(row), EventCodec.Decode<RunEvent>(row.GetString(15), new Dictionary<int, EncodedPayload>())) : (() => false, null);
        }

        if (!isKnown() || first is not RunEvent.Started started) throw new InvalidDataException($"the beginning of {run} is not what was chained");
        return _agents[run] = started.Agent;
    }
}
