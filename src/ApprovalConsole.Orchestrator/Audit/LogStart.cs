using System.Data.Common;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Takes the log up where it ended and starts the writer on it, unless its heads say that this is not the log it was.</summary>
internal sealed class LogStart(
    Store store, JournalWriter writer, AuditLog audit, HeadsFile heads, LogCheck check, DecisionSeal seal, Elsewhere elsewhere, IOptions<AuditOptions> options, TimeProvider time)
{
    private static readonly TimeSpan WaitsForFirstHead = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <returns>Why the database has to be adopted, and by the settings is to be: until that is done, nothing is sent. Null where it need not be, or must not.</returns>
    /// <exception cref="SettingException">The database is behind the last head, or another; nothing is done on it until an admin says so.</exception>
    public async Task<ToAdopt?> StartAsync(CancellationToken ct)
    {
        await using var database = store.Create();
        await database.Database.OpenConnectionAsync(ct);
        var connection = database.Database.GetDbConnection();
        var newest = await HeadsAsync(connection, ct);
        var last = newest is [.., var head] ? head : null;
        var whyOther = WhyOther(connection, last);
        if (whyOther is null && new Place(store.KeysFolder).WhereElse(store.PlaceOf(connection)) is { } there)
        {
            whyOther = $"it was at work as {there}, and this is {store.PlaceOf(connection)}";
            if (!options.Value.Adopt)
                throw new SettingException("Storage:KeysFolder", $"names {store.KeysFolder}, whose console {whyOther[3..]}: a copy, or one that was moved. Both at work would send the same twice. To go on with this one, see that the other never starts again, and start once with --Audit:Adopt true: what was approved and not sent then goes to the unknown desk");
        }
        else if (whyOther is not null && !options.Value.Adopt)
            throw new SettingException("Audit:HeadsFile", $"names {heads.Path}, and {whyOther}. Was a backup put back, or a file replaced or copied? To go on with the database as it is, start once with --Audit:Adopt true: what was approved and not sent then goes to the unknown desk");

        var log = LogBeginning.Open(connection, Guid.NewGuid().ToString("N"), time.GetUtcNow(), store.TakesTurn);
        Milestones.Pass(Milestone.LogBegun);
        audit.Instance = LogReading.InstanceOf(connection) ?? "";
        writer.Start(log, why => _ = check.FoundAsync([why], CancellationToken.None));
        var isJustBegun = last is null && log.Size == 1 && LogReading.IsJustBegun(connection);
        if (isJustBegun) heads.Add(audit.Head()); // at once, for other nodes wait for it: nobody has done anything yet that could be found
        var since = Adopted.Last(connection, audit.Instance, seal);
        check.Since(since);
        List<string> findings = whyOther is not null ? [whyOther] : FindingsOf(connection, newest, since);
        if (findings.Count > 0) await check.FoundAsync(findings, ct);
        else if (last is null && !isJustBegun) heads.Add(audit.Head()); // from now on a copy without its heads is known for one
        return findings.Count > 0 && options.Value.Adopt ? new(findings[0], whyOther is null ? null : last, whyOther is not null) : null;
    }

    /// <summary>In one snapshot: other nodes may go on meanwhile.</summary>
    private List<string> FindingsOf(DbConnection connection, IReadOnlyList<TreeHead> newest, Adopted since)
    {
        using var snapshot = store.BeginSnapshot(connection);
        var findings = LogCheck.AtStart(connection, newest, since).Findings.ToList();
        if (elsewhere.IsShared && !OtherNodes.IsMarked(connection, LogReading.StateOf(connection), seal))
            findings.Add("The audit log does not end where a node of the cluster left it, or Storage:KeysFolder is not the folder that all nodes share.");
        return findings;
    }

    /// <summary>Where another node has just begun the log, its first head is about to be there.</summary>
    private async Task<IReadOnlyList<TreeHead>> HeadsAsync(DbConnection connection, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; ; waited += LooksAgainAfter)
        {
            var newest = heads.Newest();
            if (newest.Count > 0 || !elsewhere.IsShared || waited > WaitsForFirstHead || LogReading.InstanceOf(connection) is null) return newest;
            await Task.Delay(LooksAgainAfter, ct);
        }
    }

    private static string? WhyOther(DbConnection connection, TreeHead? last)
    {
        if (last is not null) return Witness.WhyOther(connection, last) is { } why ? $"the last head there is not of this database: {why}" : null;
        if (LogReading.IsJustBegun(connection)) return null; // killed before its first head was there: nobody has done anything on it, nor on a copy of it
        return LogReading.InstanceOf(connection) is { } instance ? $"there is no head of this database there (console {instance})" : null;
    }
}

/// <param name="Head">The last of the other log; null where there is none.</param>
/// <param name="IsOther">The heads are of another log, or of a later state of this one.</param>
internal sealed record ToAdopt(string Why, TreeHead? Head, bool IsOther);
