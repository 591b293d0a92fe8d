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
        var asked = AskedAbout(log);
        var proposed = await asked.CountAsync(ct);
        return new(proposed, sent + proposed - await Both(log, asked).CountAsync(ct));
    }

    internal static IQueryable<AuditRow> AskedAbout(IQueryable<AuditRow> log) => log.Where(e => e.Kind == InsightsQuery.Kinds.Proposed && e.Subject!.EndsWith(First) && e.Tool != Answer);

    /// <summary>That were asked about and went out. Of both it is said that neither is null: a comparison that takes two nulls for equal finds nothing by an index, and reads the whole log for each.</summary>
    internal static IQueryable<AuditRow> Both(IQueryable<AuditRow> log, IQueryable<AuditRow> asked) =>
        asked.Where(p => p.Stream != null && p.Subject != null && log.Any(c => c.Stream != null && c.Stream == p.Stream && c.Kind == InsightsQuery.Kinds.Sent && c.Subject != null && p.Subject == c.Subject + First));
}
