using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Reads what has been taken of a quota within its window.</summary>
internal sealed class QuotaCounters(ReadPool databases, TimeProvider time)
{
    public Task<Answer> AnswerAsync(Question question, CancellationToken ct) => databases.ReadAsync<Answer>(async database =>
    {
        var asked = JsonElement.Parse(question.Arguments);
        var now = time.GetUtcNow();
        var since = Micros.Of(now - TimeSpan.FromSeconds(asked.GetProperty("window").GetDouble()));
        var except = asked.GetProperty("except").GetString();
        var uses = database.QuotaUses.AsNoTracking().Where(u => u.Scope == question.Subject && u.At > since && u.CallId != except);
        var count = await uses.CountAsync(ct);
        var sumMicros = await uses.SumAsync(u => u.Amount, ct);
        return new Answer.Known(JsonSerializer.SerializeToElement(new { count, sumMicros }), now);
    });
}
