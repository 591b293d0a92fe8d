using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>What is unusual about a proposal beside those of the last 90 days: reasons to look, and nothing that a decision is bound to. Where it cannot be told, nothing is said.</summary>
internal static class MarksOf
{
    /// <summary>Fewer say nothing about what is usual.</summary>
    public const int LeastAmounts = 20;

    /// <summary>The latest so many are compared with: what a card costs must not grow with the record.</summary>
    public const int MostAmounts = 500;

    /// <summary>The latest so many calls say whether a first time is unusual, once there are <see cref="LeastCalls"/> of them.</summary>
    public const int MostCalls = 50;

    public const int LeastCalls = 10;

    internal const string SeenBefore = $"""SELECT 1 FROM "calls" WHERE "Recipient" = @p0 AND "At" > @p1 AND {CallRow.MayHaveHappened} LIMIT 1""";

    /// <summary>To whom, nobody wrote down: under a policy that named no recipient, or by an older console.</summary>
    internal const string ToWhoever = $"""SELECT 1 FROM "calls" WHERE "Tool" = @p0 AND "At" > @p1 AND {CallRow.IsToNobody} LIMIT 1""";

    internal const string Lately = $"""SELECT "Recipient" FROM "calls" WHERE "Tool" = @p0 AND "At" > @p1 AND {CallRow.MayHaveHappened} ORDER BY "At" DESC LIMIT @p2""";

    internal const string Amounts = $"""SELECT "Amount" FROM "proposals" WHERE "Tool" = @p0 AND "RequestedAt" > @p1 AND {ProposalRow.HasPaid} ORDER BY "RequestedAt" DESC LIMIT @p2""";

    public static async Task<ImmutableArray<MarkView>> ReadAsync(DbConnection connection, Proposal proposal, CancellationToken ct)
    {
        var since = Micros.Of(proposal.RequestedAt - LikesOf.Within);
        return [.. await FirstAsync(connection, proposal, since, ct), .. await AboveAsync(connection, proposal, since, ct)];
    }

    /// <summary>What was sent and of which nobody knows what became counts as seen: it may have happened.</summary>
    private static async Task<IEnumerable<MarkView>> FirstAsync(DbConnection connection, Proposal proposal, long since, CancellationToken ct)
    {
        if (proposal.Arguments.Text is not { } text || Recipient.HashOf(proposal.Terms, JsonElement.Parse(text)) is not { } recipient) return [];
        if (await AnyAsync(connection, SeenBefore, ct, recipient, since) || await AnyAsync(connection, ToWhoever, ct, proposal.Terms.Tool, since) || await FirstsAreUsualAsync(connection, proposal, since, ct)) return [];
        return [new(MarkKind.FirstToRecipient, Recipient.PathOf(proposal.Terms, JsonElement.Parse(text)), null)];
    }

    /// <summary>Where most of what a tool did was for somebody new each time, as orders are, a mark that says so would always stand, and be read by nobody.</summary>
    private static async Task<bool> FirstsAreUsualAsync(DbConnection connection, Proposal proposal, long since, CancellationToken ct)
    {
        await using var command = LogReading.CommandOf(connection, Lately, proposal.Terms.Tool, since, MostCalls);
        await using var row = await command.ExecuteReaderAsync(ct);
        var recipients = new List<string>();
        while (await row.ReadAsync(ct)) recipients.Add(row.GetString(0));
        return recipients.Count >= LeastCalls && recipients.Distinct().Count() * 2 > recipients.Count;
    }

    private static async Task<IEnumerable<MarkView>> AboveAsync(DbConnection connection, Proposal proposal, long since, CancellationToken ct)
    {
        if (RunRows.AmountOf(proposal) is not { } amount) return [];
        await using var command = LogReading.CommandOf(connection, Amounts, proposal.Terms.Tool, since, MostAmounts);
        await using var row = await command.ExecuteReaderAsync(ct);
        var paid = new List<long>();
        while (await row.ReadAsync(ct)) paid.Add(row.GetInt64(0));
        return paid.Count >= LeastAmounts && amount > NinetyFifth(paid) ? [new(MarkKind.AboveUsual, null, paid.Count)] : [];
    }

    /// <summary>The least of them that 95 of 100 do not exceed.</summary>
    internal static long NinetyFifth(List<long> amounts) => amounts.Order().ElementAt((amounts.Count * 95 + 99) / 100 - 1);

    private static async Task<bool> AnyAsync(DbConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = LogReading.CommandOf(connection, sql, values);
        return await command.ExecuteScalarAsync(ct) is not null;
    }
}
