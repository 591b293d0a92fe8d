using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Orchestrator.Audit;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Reads what has been taken of a quota within its window.</summary>
internal sealed class QuotaCounters(ReadPool databases, QuotaMemory memory, AuditLog audit, LogCheck log, TimeProvider time)
{
    /// <summary>Looks in which nobody took or gave back anything, after which a smaller counter is no coincidence.</summary>
    private const int QuietLooks = 3;

    public async Task<Answer> AnswerAsync(Question question, CancellationToken ct)
    {
        var asked = JsonElement.Parse(question.Arguments);
        var now = time.GetUtcNow();
        var since = Micros.Of(now - TimeSpan.FromSeconds(asked.GetProperty("window").GetDouble()));
        var except = asked.GetProperty("except").GetString();
        for (var quiet = 0; quiet < QuietLooks;)
        {
            var known = memory.Of(question.Subject, since, except);
            var counted = await databases.ReadAsync(database => database.QuotaUses.AsNoTracking().Where(u => u.Scope == question.Subject && u.At > since && u.CallId != except)
                .GroupBy(_ => 1).Select(uses => new { Count = uses.Count(), SumMicros = uses.Sum(u => u.Amount) }).SingleOrDefaultAsync(ct));
            var (count, sumMicros) = (counted?.Count ?? 0, counted?.SumMicros ?? 0);
            if (count >= known.Count && sumMicros >= known.SumMicros) return new Answer.Known(JsonSerializer.SerializeToElement(new { count, sumMicros }), now);
            await audit.CaughtUpAsync(CancellationToken.None);
            if (memory.Of(question.Subject, since, except) == known) quiet++; // else one was given back between the two
        }

        await log.FoundAsync([$"The counter of quota {question.Subject} is smaller than what was counted."], CancellationToken.None);
        return new Answer.NotAnswered("the counter is not what was counted");
    }
}
