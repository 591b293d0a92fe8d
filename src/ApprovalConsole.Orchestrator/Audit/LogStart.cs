using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Takes the log up where it ended and starts the writer on it, unless the last exported head says that this is not the log it was.</summary>
internal sealed class LogStart(IDbContextFactory<SqliteConsoleDb> databases, JournalWriter writer, AuditLog audit, HeadsFile heads, IOptions<AuditOptions> options, TimeProvider time)
{
    /// <exception cref="SettingException">The database is behind the last head, or another; nothing is done on it until an admin says so.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        await using var database = await databases.CreateDbContextAsync(ct);
        await database.Database.OpenConnectionAsync(ct);
        var connection = database.Database.GetDbConnection();
        var (last, now) = (heads.Last(), time.GetUtcNow());
        var whyOther = Witness.WhyOther(connection, last);
        if (whyOther is not null && !options.Value.Adopt)
            throw new SettingException("Audit:HeadsFile", $"names {heads.Path}, whose last head is not of this database: {whyOther}. Was a backup put back, or the file replaced? To go on with it as it is, start once with --Audit:Adopt true");

        var log = LogBeginning.Open(connection, Guid.NewGuid().ToString("N"), now);
        audit.Instance = LogReading.InstanceOf(connection) ?? "";
        writer.Start(log);
        if (whyOther is null) return;
        heads.SetAside(now);
        await audit.RecordAsync(AuditNote.Of(AuditKinds.Adopted, null, null, audit.Instance, now, new { why = whyOther, head = last }), ct);
    }
}
