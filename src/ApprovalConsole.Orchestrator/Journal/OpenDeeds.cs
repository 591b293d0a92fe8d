using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Deeds that are out or whose outcome is unknown, over all runs: none of their like is sent meanwhile. What is read here only says who
/// waits for whom; that nothing passes is in the statement that writes a sending (<see cref="RowStatements.GoesOut"/>).</summary>
internal sealed class OpenDeeds(ReadPool databases, JournalReader reader, JournalWriter writer, ILogger<OpenDeeds> log)
{
    private const int AtOnce = 200;

    /// <summary>The calls that this turn would send and that have to wait, each with the equal call that it waits for.</summary>
    public Task<ImmutableDictionary<string, string>> BlockersAsync(Run before, Run after) => databases.ReadAsync(async database =>
    {
        var sent = after.Calls.Values.Where(c => c is { IsWrite: true, Status: CallStatus.Out } && before.Calls.GetValueOrDefault(c.Id)?.Status is not CallStatus.Out).ToList();
        var hashes = sent.Select(c => c.Terms!.EffectHash).Distinct().ToList();
        var open = await database.Calls.AsNoTracking()
            .Where(c => hashes.Contains(c.EffectHash) && c.RunId != after.Id && (c.Status == nameof(CallStatus.Out) || c.Status == nameof(CallStatus.Unknown)))
            .Select(c => new { c.Id, c.EffectHash }).ToListAsync();
        return sent.Select(c => (c.Id, By: open.FirstOrDefault(o => o.EffectHash == c.Terms!.EffectHash)?.Id)).Where(b => b.By is not null).ToImmutableDictionary(b => b.Id, b => b.By!);
    });

    /// <summary>An equal call of another run whose outcome is unknown; null where there is none.</summary>
    public Task<string?> UnknownLikeAsync(string effectHash, string runId, CancellationToken ct) => databases.ReadAsync(database => database.Calls.AsNoTracking()
        .Where(c => c.EffectHash == effectHash && c.RunId != runId && c.Status == nameof(CallStatus.Unknown)).Select(c => (string?)c.Id).FirstOrDefaultAsync(ct));

    /// <summary>Blocked calls that need not wait any more: of equal ones the oldest, for the next may have to wait for that one.</summary>
    public Task<IReadOnlyList<FreeCall>> FreeAsync(CancellationToken ct) => databases.ReadAsync<IReadOnlyList<FreeCall>>(async database =>
    {
        var free = await database.Calls.AsNoTracking()
            .Where(c => c.BlockedBy != null && !database.Calls.Any(o =>
                o.EffectHash == c.EffectHash && o.RunId != c.RunId && (o.Status == nameof(CallStatus.Out) || o.Status == nameof(CallStatus.Unknown))))
            .OrderBy(c => c.At).Take(AtOnce)
            .Select(c => new { c.Id, c.RunId, c.EffectHash, Happened = database.Calls.Any(o => o.Id == c.BlockedBy && o.Status == nameof(CallStatus.Succeeded)) })
            .ToListAsync(ct);
        return [.. free.DistinctBy(c => c.EffectHash).Select(c => new FreeCall(c.RunId, c.Id, c.Happened))];
    });

    /// <summary>Rows of calls that were out or unknown before such rows were kept.</summary>
    public async Task RebuildAsync(CancellationToken ct)
    {
        foreach (var id in await WithoutRowsAsync(ct))
        {
            try
            {
                var past = await reader.ReadAsync<RunEvent>(id, 0, int.MaxValue, ct);
                if (RunRows.OpenCalls(RunEvolution.Fold(past.Select(e => e.Event))) is { Count: > 0 } rows) await writer.AppendAsync(new(id, past.Count, [], rows), ct);
            }
            catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
            {
                log.LogError(e, "Run {RunId} cannot be read; whether a call of it is unknown cannot be said.", id);
            }
        }
    }

    private Task<List<string>> WithoutRowsAsync(CancellationToken ct) => databases.ReadAsync(async database =>
    {
        const string none = "\"unknownCalls\":[]";
        var active = await database.Runs.AsNoTracking().Where(r => r.Active && !database.Calls.Any(c => c.RunId == r.Id)).Select(r => r.Id).ToListAsync(ct);
        var unknown = await database.Runs.AsNoTracking()
            .Where(r => (r.Status == nameof(RunStatus.OutcomeUnknown) || r.Status == nameof(RunStatus.Halted)) && !r.Document.Contains(none))
            .Select(r => new { r.Id, r.Document, Rows = database.Calls.Where(c => c.RunId == r.Id && c.Status == nameof(CallStatus.Unknown)).Select(c => c.Id).ToList() }).ToListAsync(ct);
        var lacking = unknown.Where(r => JsonSerializer.Deserialize<RunView>(r.Document, ViewJson.Options)!.UnknownCalls.Except(r.Rows).Any()).Select(r => r.Id);
        return active.Concat(lacking).ToList();
    });
}

/// <summary>A blocked call that may go on.</summary>
/// <param name="LikeHappened">The call that it waited for was carried out.</param>
internal sealed record FreeCall(string RunId, string CallId, bool LikeHappened);
