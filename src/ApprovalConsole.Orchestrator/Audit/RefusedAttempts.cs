using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Writes down what somebody tried and was refused. It was refused already, so a disk that is full stops nothing here; and a flood of attempts does not
/// fill the log: see <see cref="AttemptBound"/>.</summary>
public sealed class RefusedAttempts
{
    private readonly AuditLog _audit;
    private readonly TimeProvider _time;
    private readonly ILogger<RefusedAttempts> _log;
    private readonly AttemptBound _bound;

    internal RefusedAttempts(AuditLog audit, TimeProvider time, ILogger<RefusedAttempts> log) => (_audit, _time, _log, _bound) = (audit, time, log, new(time));

    /// <param name="what">As in <c>decision</c>, <c>policy</c>.</param>
    /// <param name="by">Null: nobody that is known.</param>
    /// <param name="refusal">Null: it was not refused, and nothing is written.</param>
    /// <param name="more">What the attempt was bound to. Nothing secret.</param>
    public Task NoteAsync(string what, Actor? by, string? tool, string subject, Refusal? refusal, object? more = null) => refusal is null ? Task.CompletedTask
        : NoteAsync(AuditKinds.Refused, by, tool, subject, new { what, code = JsonNamingPolicy.CamelCase.ConvertName(refusal.Code.ToString()), more });

    /// <param name="kind">One of <see cref="AuditKinds"/>.</param>
    public async Task NoteAsync(string kind, Actor? by, string? tool, string subject, object more)
    {
        var (isWritten, leftOut) = _bound.Take(by?.Subject ?? "");
        if (!isWritten) return;
        try
        {
            var now = _time.GetUtcNow();
            if (leftOut > 0) await _audit.RecordAsync(AuditNote.Of(AuditKinds.More, by, null, null, now, new { count = leftOut }), CancellationToken.None);
            await _audit.RecordAsync(AuditNote.Of(kind, by, tool, subject, now, more), CancellationToken.None);
        }
        catch (JournalUnavailableException e)
        {
            _log.LogError(e, "That {Who} was turned away could not be written down.", by?.Subject ?? "a stranger"); // they are turned away all the same
        }
    }
}
