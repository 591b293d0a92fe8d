using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Orchestrator.Audit;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Reads what has been taken of a quota within its window.</summary>
internal sealed class QuotaCounters(ReadPool databases, QuotaMemory memory, LogCheck log, TimeProvider time)
{
    public async Task<Answer> AnswerAsync(Question question, CancellationToken ct)
    {
        var asked = JsonElement.Parse(question.Arguments);
        var now = time.GetUtcNow();
        var since = Micros.Of(now - TimeSpan.FromSeconds(asked.GetProperty("window").GetDouble()));
        var except = asked.GetProperty("except").GetString();
        var known = memory.Of(question.Subject, since, except);
        var (count, sumMicros) = await databases.ReadAsync(async database =>
        {
            var uses = database.QuotaUses.AsNoTracking().Where(u => u.Scope == question.Subject && u.At > since && u.CallId != except);
            return (await uses.CountAsync(ct), await uses.SumAsync(u => u.Amount, ct));
        });
        if (count >= known.Count && sumMicros >= known.SumMicros) return new Answer.Known(JsonSerializer.SerializeToElement(new { count, sumMicros }), now);
        await log.FoundAsync([$"The counter of quota {question.Subject} is smaller than what was counted."], ct);
        return new Answer.NotAnswered("the counter is not what was counted");
    }
}
