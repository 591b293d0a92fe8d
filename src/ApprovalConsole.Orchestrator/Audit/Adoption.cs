using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Goes on with a database that is not what it was: whatever was about to be sent may have been sent before, in what is not known here, and is a person's to settle.</summary>
internal sealed class Adoption(
    ReadPool databases, CommandGate gate, AuditLog audit, LogCheck check, Breach breach, HeadsFile heads, DecisionSeal seal, Store store, TimeProvider time, ILogger<Adoption> log)
{
    private static readonly string[] Unsent = [nameof(CallStatus.Ready), nameof(CallStatus.Approved)];

    /// <summary>While this is not through, nothing is sent; a crash in between leaves it to be asked for again.</summary>
    public async Task GoOnAsync(ToAdopt what, CancellationToken ct)
    {
        var runs = await RunsAsync(ct);
        foreach (var id in runs) await ToTheDeskAsync(id, ct);
        var now = time.GetUtcNow();
        if (what.IsOther && File.Exists(heads.Path)) heads.SetAside(now);
        var adopted = await databases.ReadAsync(database => Task.FromResult(Adopted.Now(database.Database.GetDbConnection(), now)));
        var note = new { why = what.Why, head = what.Head, seq = adopted.Seq, position = adopted.Position, digest = adopted.Digest, mac = seal.Of(audit.Instance, adopted) };
        await audit.RecordAsync(AuditNote.Of(AuditKinds.Adopted, null, null, audit.Instance, now, note), ct);
        heads.Add(audit.Head());
        new Place(store.KeysFolder).Move(await databases.ReadAsync(database => Task.FromResult(store.PlaceOf(database.Database.GetDbConnection()))));
        check.Since(adopted);
        breach.IsAdopted();
        log.LogWarning("The database is adopted as it is ({Why}). {Runs} runs were looked through; what they were about to send is at the unknown desk.", what.Why, runs.Count);
    }

    /// <summary>By the lists, which may be spoiled, too: what they do not name waits for a new decision, for its approval is from before.</summary>
    private Task<List<string>> RunsAsync(CancellationToken ct) => databases.ReadAsync(database =>
        database.Calls.AsNoTracking().Where(c => Unsent.Contains(c.Status)).Select(c => c.RunId).Union(database.Runs.Where(r => r.Active).Select(r => r.Id)).ToListAsync(ct));

    /// <summary>A run whose journal cannot be read sends nothing anyway.</summary>
    private async Task ToTheDeskAsync(string id, CancellationToken ct)
    {
        try
        {
            await gate.SendAsync(id, new RunCommand.Adopt(time.GetUtcNow()), ct);
        }
        catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
        {
            log.LogError(e, "Run {RunId} stands still: its journal cannot be read.", id);
        }
    }
}
