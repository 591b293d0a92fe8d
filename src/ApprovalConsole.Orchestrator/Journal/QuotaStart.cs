using System.Data.Common;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>At the start, remembers what calls have taken of quotas, as the journal says. One pass over the events that may take something, of the tools that have or once had a quota; a run is folded only where its row is not
/// what they say. An entry that was made to name another tool is passed over here and found when the whole log is reckoned, before anything goes. Where no tool has a quota it costs nothing.</summary>
internal sealed class QuotaStart(ToolCatalog catalog, PolicyBook policies, JournalWriter writer, QuotaMemory memory, LogCheck check, Elsewhere elsewhere, TimeProvider time)
{
    private const string Kinds = "'call.validated.v1', 'proposal.made.v1', 'proposal.edited.v1', 'call.intended.v1'";

    public async Task RebuildAsync(CancellationToken ct)
    {
        var quotas = Quotas();
        if (quotas.Max(q => Duration.TryRead(q.Quota.Window, out var window) ? window : null) is not { } longest)
        {
            memory.HasStarted();
            return;
        }

        var (tools, since) = (quotas.Select(q => q.Tool).ToHashSet(), Micros.Of(time.GetUtcNow() - longest));
        var (found, rows) = await check.LookAsync((connection, log) => (ReadOrSay(connection, log, tools, since), RowsIn(connection, since)));
        if (found.Bad is { } bad) await check.FoundAsync([bad], ct);

        var doubtful = found.Doubtful.ToHashSet();
        var known = new List<QuotaUse>();
        foreach (var use in found.Uses.Where(u => u.At > since))
        {
            if (rows.TryGetValue((use.Scope, use.CallId), out var row) && row.Amount == use.Amount && row.At >= use.At) known.Add(use with { At = row.At });
            else doubtful.Add(RunOf(use.CallId));
        }

        memory.TakeAtStart(known);
        foreach (var run in doubtful) await CompareAsync(run, since, rows, ct);
        memory.HasStarted();
    }

    /// <summary>What the run holds must be in the rows. It is put back, so that whoever adopts the database goes on with what was taken.</summary>
    private async Task CompareAsync(string runId, long since, Dictionary<(string, string), QuotaUse> rows, CancellationToken ct)
    {
        List<QuotaUse> held;
        try
        {
            var (past, _) = await check.ReadAsync(runId, _ => false, ct);
            held = [.. QuotaRows.UsesOf(past.Select(e => e.Event)).Where(u => u.At > since)];
        }
        catch (Exception e) when (EntryRows.IsUnreadable(e) || e is InvalidDataException or KeyNotFoundException)
        {
            await check.CompareAsync(runId); // it stands still; where somebody had a hand in it, so does everything
            return;
        }

        var lacking = held.Where(u => !rows.TryGetValue((u.Scope, u.CallId), out var row) || row.Amount != u.Amount || row.At < u.At).ToList();
        if (lacking.Count > 0 && elsewhere.IsShared) // another node may have gone on with it since the rows were read
        {
            rows = await check.LookAsync((connection, _) => RowsIn(connection, since));
            lacking = [.. lacking.Where(u => !memory.IsKnown(u) && (!rows.TryGetValue((u.Scope, u.CallId), out var row) || row.Amount != u.Amount || row.At < u.At))];
        }

        memory.TakeAtStart(held);
        if (lacking.Count == 0) return;
        await check.FoundAsync([$"What call {lacking[0].CallId} has taken of quota {lacking[0].Scope} is gone from the counters, or is another."], ct);
        await writer.AppendAsync(new("", 0, [], [.. lacking.Select(RowStatements.Restore)]), ct);
    }

    private static Dictionary<(string, string), QuotaUse> RowsIn(DbConnection connection, long since)
    {
        using var command = LogReading.CommandOf(connection, """SELECT "Scope", "CallId", "Amount", "At" FROM "quota_uses" WHERE "At" > @p0""", since);
        using var row = command.ExecuteReader();
        var rows = new Dictionary<(string, string), QuotaUse>();
        while (row.Read()) rows[(row.GetString(0), row.GetString(1))] = new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3));
        return rows;
    }

    /// <summary>Also of tools whose servers are away now, and of policies that hold no more: both may come back.</summary>
    private List<(string Tool, QuotaRule Quota)> Quotas() =>
        [.. catalog.All.Select(t => (t.Id, t.Policy)).Concat(policies.Tools.SelectMany(id => policies.Versions(id).Select(v => (Id: id, v.Set.Policy)))).SelectMany(t => QuotasOf(t.Policy).Select(q => (t.Id, q)))];

    private static IEnumerable<QuotaRule> QuotasOf(ToolPolicy policy) => policy.Authorization.Select(r => r.Quota).OfType<QuotaRule>().Concat(policy.Standing?.Quotas ?? []);

    private static Found ReadOrSay(DbConnection connection, StreamCheck log, IReadOnlyCollection<string> tools, long since)
    {
        try
        {
            return Read(connection, log, tools, since);
        }
        catch (Exception e) when (EntryRows.IsUnreadable(e) || e is InvalidDataException)
        {
            return new([], [], $"What was taken of quotas cannot be read ({e.Message}).");
        }
    }

    private static Found Read(DbConnection connection, StreamCheck log, IReadOnlyCollection<string> tools, long since)
    {
        if (!log.AreAsMany($$"""{0} IN ({{HeldCalls.Names}}) AND {0} IN ({{Kinds}}) AND "At" > @p0""", since)) return new([], [], "The journal and the log do not have as many events that take something of a quota.");
        var calls = new Dictionary<string, Call>();
        var doubtful = new HashSet<string>();
        var ofTools = string.Join(", ", tools.Select((_, i) => $"@p{i + 1}"));
        using var command = LogReading.CommandOf(
            connection, $"""{EntryRows.Select} WHERE a."Kind" IN ({HeldCalls.Names}) AND a."Kind" IN ({Kinds}) AND a."At" > @p0 AND a."Tool" IN ({ofTools}) ORDER BY a."Seq" """, [since, .. tools]);
        var read = new List<(long Seq, Func<bool> IsKnown)>();
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
            {
                read.Add((row.GetInt64(0), log.Knows(row)));
                if (!row.IsDBNull(15)) Note(EventCodec.Decode<RunEvent>(row.GetString(15), new Dictionary<int, EncodedPayload>()), row.GetString(11), calls, doubtful);
            }
        }

        var bad = read.Where(r => !r.IsKnown()).Select(r => (long?)r.Seq).FirstOrDefault();
        return new([.. calls.Values.SelectMany(c => c.Uses)], doubtful, bad is { } seq ? $"Entry {seq} is not what was chained." : null);
    }

    private static void Note(RunEvent @event, string run, Dictionary<string, Call> calls, HashSet<string> doubtful)
    {
        switch (@event)
        {
            case RunEvent.CallValidated e: // taken only when a person is asked, or it goes
                calls[e.CallId] = new(e.CallId, e.Terms.Quotas, null);
                break;
            case RunEvent.ProposalMade e:
                calls[e.CallId] = new(e.CallId, e.Terms.Quotas, Micros.Of(e.At));
                break;
            case RunEvent.CallIntended e when calls.TryGetValue(e.CallId, out var call):
                calls[e.CallId] = call with { At = call.At ?? Micros.Of(e.At) };
                break;
            default:
                doubtful.Add(run); // edited, or its terms are older than what is read here
                break;
        }
    }

    private static string RunOf(string callId) => callId.Split('.')[0];

    private sealed record Call(string Id, IReadOnlyList<QuotaHold>? Takes, long? At)
    {
        public IEnumerable<QuotaUse> Uses => At is { } at ? (Takes ?? []).Select(h => new QuotaUse(h.Scope, Id, h.AmountMicros, at)) : [];
    }

    private sealed record Found(IReadOnlyList<QuotaUse> Uses, IReadOnlyCollection<string> Doubtful, string? Bad);
}
