using System.Collections.Immutable;
using System.Data.Common;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>What has been done, denied or is pending elsewhere for the same target or principal. Plain statements: whoever looks at a proposal asks it.</summary>
internal static class LikesOf
{
    private const int Most = 20;
    public static readonly TimeSpan Within = TimeSpan.FromDays(90);

    // Two questions, each with an index of its own.
    private const string Columns = """SELECT "RunId", "Id", "Status", "At" FROM "calls" """;
    private const string Latest = """ AND "At" > @p0 AND "RunId" <> @p1 ORDER BY "At" DESC LIMIT @p2""";
    private const string Same = $"""{Columns}WHERE "EffectHash" = @p3{Latest}""";
    private const string OfPrincipal = $"""{Columns}WHERE "Tool" = @p3 AND "Principal" = @p4{Latest}""";
    private const string Near = $"""{Columns}WHERE "Tool" = @p3 AND "Principal" = @p4 AND "EffectHash" <> @p5{Latest}""";

    /// <param name="isMasked">Which of them are the very same is not said, nor are those of others shown: else who is shown marks holds a guess against them.</param>
    public static async Task<ImmutableArray<LikeView>> ReadAsync(DbConnection connection, Run run, Proposal proposal, bool isMasked, CancellationToken ct)
    {
        var since = Micros.Of(proposal.RequestedAt - Within);
        var (effect, tool, principal) = (proposal.Terms.EffectHash, proposal.Terms.Tool, PrincipalHash.Of(run.OnBehalfOf));
        if (isMasked) return [.. await RowsAsync(false, LogReading.CommandOf(connection, OfPrincipal, since, run.Id, Most, tool, principal), ct)];

        var same = await RowsAsync(true, LogReading.CommandOf(connection, Same, since, run.Id, Most, effect), ct);
        return [.. same, .. same.Count == Most ? [] : await RowsAsync(false, LogReading.CommandOf(connection, Near, since, run.Id, Most - same.Count, tool, principal, effect), ct)];
    }

    private static async Task<List<LikeView>> RowsAsync(bool isSameDeed, DbCommand command, CancellationToken ct)
    {
        await using (command)
        {
            await using var row = await command.ExecuteReaderAsync(ct);
            var likes = new List<LikeView>();
            while (await row.ReadAsync(ct)) likes.Add(new(row.GetString(0), row.GetString(1), row.GetString(2), isSameDeed, Micros.ToInstant(row.GetInt64(3))));
            return likes;
        }
    }
}
