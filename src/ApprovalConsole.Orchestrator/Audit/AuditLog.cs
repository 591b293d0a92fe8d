using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>What the pages and doors write into the audit log, and its signed head. Events of runs and tools enter it by themselves, in their own commit.</summary>
public sealed class AuditLog
{
    private readonly JournalWriter _writer;
    private readonly AuditKey _key;
    private readonly TimeProvider _time;

    internal AuditLog(JournalWriter writer, AuditKey key, TimeProvider time) => (_writer, _key, _time) = (writer, key, time);

    /// <summary>The console that the log belongs to; set at the start.</summary>
    public string Instance { get; internal set; } = "";

    /// <summary>Of the public key: what people compare.</summary>
    public string Fingerprint => _key.Fingerprint;

    /// <summary>Completes when the fact is on the disk.</summary>
    /// <exception cref="JournalUnavailableException">It was not written; what it stands for must not happen.</exception>
    public async Task RecordAsync(AuditNote note, CancellationToken ct) => await _writer.AppendAsync(new("", 0, [], []) { Notes = [note] }, ct);

    /// <summary>Signs the log as it is on the disk now.</summary>
    public TreeHead Head() => Sign(_writer.Log);

    internal TreeHead Sign(LogState log) => _key.Sign(Instance, log, _time.GetUtcNow());

    internal LogState Log => _writer.Log;

    /// <summary>Completes when everything that was on the disk before is in <see cref="Log"/>.</summary>
    internal async Task CaughtUpAsync(CancellationToken ct) => await _writer.AppendAsync(new("", 0, [], []), ct);
}
