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
    // What programs ask for, and may ask for in a loop.
    private static readonly string[] Asked = ["request", "assertion"];

    private readonly AuditLog _audit;
    private readonly TimeProvider _time;
    private readonly ILogger<RefusedAttempts> _log;
    private readonly AttemptBound _bound;
    private readonly AttemptBound _orders;

    internal RefusedAttempts(AuditLog audit, TimeProvider time, ILogger<RefusedAttempts> log) => 
        (_audit, _time, _log, _bound, _orders) = (audit, time, log, new(time), new(time, AttemptBound.OrdersEachMinute));

    /// <summary>A decision, release, change or other order that was refused. One of a known person is written however much else they try.</summary>
    /// <param name="what">As in <c>decision</c>, <c>policy</c>.</param>
    /// <param name="by">Null: nobody that is known.</param>
    /// <param name="refusal">Null: it was not refused, and nothing is written.</param>
    /// <param name="more">What the attempt was bound to. Nothing secret.</param>
    public Task NoteAsync(string what, Actor? by, string? tool, string subject, Refusal? refusal, object? more = null) => refusal is null ? Task.CompletedTask
        : NoteAsync(by is null || Asked.Contains(what) ? _bound : _orders, AuditKinds.Refused, by, tool, subject, new { what, code = JsonNamingPolicy.CamelCase.ConvertName(refusal.Code.ToString()), more });

    /// <param name="kind">One of <see cref="AuditKinds"/>.</param>
    public Task NoteAsync(string kind, Actor? by, string? tool, string subject, object more) => NoteAsync(_bound, kind, by, tool, subject, more);

    /// <summary>Writes how many attempts of the minutes before were left out.</summary>
    internal async Task FlushAsync()
    {
        foreach (var (by, count) in _bound.Flush().Concat(_orders.Flush()))
            await _audit.RecordAsync(AuditNote.Of(AuditKinds.More, by, null, null, _time.GetUtcNow(), new { count }), CancellationToken.None);
    }

    private async Task NoteAsync(AttemptBound bound, string kind, Actor? by, string? tool, string subject, object more)
    {
        var (isWritten, leftOut) = bound.Take(by);
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
