using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Deeds that are out or whose outcome is unknown, over all runs: none of their like is sent meanwhile. What is read here only says who
/// waits for whom; that nothing passes is in the statement that writes a sending (<see cref="RowStatements.GoesOut"/>), and in what the writer remembers (<see cref="DeedMemory"/>).</summary>
internal sealed class OpenDeeds(ReadPool databases, JournalWriter writer, DeedMemory memory, AuditLog audit, LogCheck check, Elsewhere elsewhere, ILogger<OpenDeeds> log)
{
    private const int AtOnce = 200;

    // Plain, as every decision asks it.
    private const string UnknownLike = """SELECT "Id" FROM "calls" WHERE "EffectHash" = @p0 AND "RunId" <> @p1 AND "Status" = 'Unknown' LIMIT 1""";

    /// <summary>The calls that this turn would send and that have to wait, each with the equal call that it waits for.</summary>
    public async Task<ImmutableDictionary<string, string>> BlockersAsync(Run before, Run after)
    {
        var sent = after.Calls.Values.Where(c => c is { IsWrite: true, Status: CallStatus.Out } && before.Calls.GetValueOrDefault(c.Id)?.Status is not CallStatus.Out).ToList();
        var blockers = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var call in sent)
            if (await KnownLikeAsync(call.Terms!.EffectHash, after.Id, _ => true) is { } known) blockers[call.Id] = known;
        var hashes = sent.Where(c => !blockers.ContainsKey(c.Id)).Select(c => c.Terms!.EffectHash).Distinct().ToList();
        var open = await databases.ReadAsync(database => database.Calls.AsNoTracking()
            .Where(c => hashes.Contains(c.EffectHash) && c.RunId != after.Id && (c.Status == nameof(CallStatus.Out) || c.Status == nameof(CallStatus.Unknown)))
            .Select(c => new { c.Id, c.EffectHash }).ToListAsync());
        foreach (var call in sent)
            if (open.FirstOrDefault(o => o.EffectHash == call.Terms!.EffectHash) is { } row) blockers[call.Id] = row.Id;
        return blockers.ToImmutable();
    }

    /// <summary>An equal call of another run whose outcome is unknown; null where there is none.</summary>
    public async Task<string?> UnknownLikeAsync(string effectHash, string runId, CancellationToken ct) =>
        await KnownLikeAsync(effectHash, runId, deed => deed.IsUnknown) ?? await databases.ReadAsync(async database =>
        {
            await using var command = LogReading.CommandOf(database.Database.GetDbConnection(), UnknownLike, effectHash, runId);
            return await command.ExecuteScalarAsync(ct) as string;
        });

    /// <summary>Blocked calls that need not wait any more: of equal ones the oldest, for the next may have to wait for that one.</summary>
    public async Task<IReadOnlyList<(string RunId, string CallId)>> FreeAsync(CancellationToken ct)
    {
        var rows = await databases.ReadAsync(database => database.Calls.AsNoTracking()
            .Where(c => c.BlockedBy != null && !database.Calls.Any(o =>
                o.EffectHash == c.EffectHash && o.RunId != c.RunId && (o.Status == nameof(CallStatus.Out) || o.Status == nameof(CallStatus.Unknown))))
            .OrderBy(c => c.At).Take(AtOnce).Select(c => new { c.Id, c.RunId, c.EffectHash }).ToListAsync(ct));
        var free = new List<(string, string)>();
        foreach (var row in rows.DistinctBy(r => r.EffectHash))
            if (await KnownLikeAsync(row.EffectHash, row.RunId, _ => true) is null) free.Add((row.RunId, row.Id));
        return free;
    }

    /// <summary>Remembers what the journal says of calls that are out or unknown, and writes their rows anew, so that they say the same.</summary>
    public async Task RebuildAsync(CancellationToken ct)
    {
        while (!await IsRebuiltAsync(ct))
        {
            // Another node has gone on with one of them meanwhile.
        }
    }

    private async Task<bool> IsRebuiltAsync(CancellationToken ct)
    {
        var (rows, still) = (new List<RowWrite>(), new List<Premise>());
        foreach (var id in await databases.ReadAsync(database => Task.FromResult(HeldCalls.WithOpen(database.Database.GetDbConnection()))))
        {
            try
            {
                var (past, _) = await check.ReadAsync(id, _ => false, ct);
                rows.AddRange(RunRows.OpenCalls(RunEvolution.Fold(past.Select(e => e.Event))));
                if (elsewhere.IsShared) still.Add(RowStatements.StillAt(id, past.Count));
            }
            catch (Exception e) when (e is InvalidDataException or JsonException or InvalidOperationException or KeyNotFoundException)
            {
                await check.CompareAsync(id);
                log.LogError(e, "Run {RunId} cannot be read; whether a call of it is unknown cannot be said.", id);
            }
        }

        return rows.Count == 0 || await writer.AppendAsync(new("", 0, [], rows) { Premises = still }, ct) is not Appended.Overtaken;
    }

    /// <summary>As this process knows it. Its row must say so, too.</summary>
    private async Task<string?> KnownLikeAsync(string effectHash, string runId, Func<Deed, bool> isIt)
    {
        if (memory.Like(effectHash, runId).FirstOrDefault(k => isIt(k.Deed)) is not { } known) return null;
        if (!await HasRowAsync(known.Deed))
        {
            await audit.CaughtUpAsync(CancellationToken.None); // what was on the disk when the row was read is known here by now
            if (memory.IsStill(known)) await check.FoundAsync([$"Call {known.Deed.CallId} is open, and its row says otherwise or is gone."], CancellationToken.None);
        }

        return known.Deed.CallId;
    }

    private Task<bool> HasRowAsync(Deed deed) => databases.ReadAsync(database => database.Calls.AsNoTracking().AnyAsync(c =>
        c.Id == deed.CallId && c.RunId == deed.RunId && c.EffectHash == deed.EffectHash && (c.Status == nameof(CallStatus.Out) || c.Status == nameof(CallStatus.Unknown))));
}
