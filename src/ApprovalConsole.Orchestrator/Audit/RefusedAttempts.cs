using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Writes down what somebody tried and was refused. It was refused already, so a disk that is full stops nothing here.</summary>
internal sealed class RefusedAttempts(AuditLog audit, TimeProvider time, ILogger<RefusedAttempts> log)
{
    /// <param name="what">As in <c>decision</c>, <c>policy</c>.</param>
    /// <param name="more">What the attempt was bound to.</param>
    public async Task NoteAsync(string what, Actor by, string? tool, string subject, Refusal? refusal, object? more = null)
    {
        if (refusal is null) return;
        try
        {
            var code = JsonNamingPolicy.CamelCase.ConvertName(refusal.Code.ToString());
            await audit.RecordAsync(AuditNote.Of(AuditKinds.Refused, by, tool, subject, time.GetUtcNow(), new { what, code, more }), CancellationToken.None);
        }
        catch (JournalUnavailableException e)
        {
            log.LogError(e, "That {Who} was refused a {What} could not be written down.", by.Subject, what);
        }
    }
}
