using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>How many of the calls that passed the gate's checks went before a person. Final answers that wait are no calls.</summary>
/// <param name="Calls">That went out, or were proposed and have not.</param>
public sealed record AskedShare(int Asked, int Calls)
{
    // Later proposals of a call take the first one's place: the call needed a person once.
    private const string First = ".p1";

    private static readonly string Answer = AnswerTool.Tool.Id;

    /// <param name="sent">Calls that went out in that span.</param>
    internal static async Task<AskedShare> OfAsync(IQueryable<AuditRow> log, int sent, CancellationToken ct)
    {
        var asked = log.Where(e => e.Kind == InsightsQuery.Kinds.Proposed && e.Subject!.EndsWith(First) && e.Tool != Answer);
        var proposed = await asked.CountAsync(ct);
        var both = await asked.CountAsync(p => log.Any(c => c.Stream == p.Stream && c.Kind == InsightsQuery.Kinds.Sent && p.Subject == c.Subject + First), ct);
        return new(proposed, sent + proposed - both);
    }
}
