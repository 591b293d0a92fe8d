using System.Data.Common;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Dealing;

/// <summary>Of a cluster: in its database, and every node hears of a change.</summary>
internal sealed class SharedClaims(ReadPool databases, LiveFeed feed, TimeProvider time) : IClaims
{
    private const string Said = "claims";

    // No row comes back where another has it. It locks one row and no more: two who take what the other's claim lapsed on must not wait for each other.
    private const string Take =
        """
        WITH taken AS (
            INSERT INTO "claims" ("ProposalId", "Subject", "Name", "Until") VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT ("ProposalId") DO UPDATE SET "Subject" = excluded."Subject", "Name" = excluded."Name", "Until" = excluded."Until"
            WHERE "claims"."Until" <= @p4 OR lower("claims"."Subject") = lower(excluded."Subject") RETURNING "ProposalId")
        SELECT pg_notify(@p5, @p6) FROM taken
        """;

    private const string Release =
        """WITH gone AS (DELETE FROM "claims" WHERE "ProposalId" = @p0 AND lower("Subject") = lower(@p1) RETURNING "ProposalId") SELECT pg_notify(@p2, @p3) FROM gone""";

    // It waits for nobody.
    private const string Clear =
        """DELETE FROM "claims" WHERE "ProposalId" IN (SELECT "ProposalId" FROM "claims" WHERE "Until" <= @p0 FOR UPDATE SKIP LOCKED) AND "Until" <= @p0""";

    private const string Standing = """SELECT "ProposalId", "Subject", "Name", "Until" FROM "claims" WHERE "Until" > @p0""";

    public async Task<Claim> TakeAsync(string proposalId, Actor by, CancellationToken ct)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var claim = new Claim(proposalId, by.Subject, by.Name, now + Claim.Lasts);
            if (await HasDoneAsync(Take, ct, proposalId, by.Subject, by.Name, Micros.Of(claim.Until), Micros.Of(now), OtherNodes.Channel, Said)) return claim;
            if ((await StandingAsync(ct)).FirstOrDefault(c => c.ProposalId == proposalId) is { } stands) return stands;
            // It was let go between the two looks.
        }
    }

    public async Task ReleaseAsync(string proposalId, Actor by, CancellationToken ct)
    {
        await HasDoneAsync(Release, ct, proposalId, by.Subject, OtherNodes.Channel, Said);
        await HasDoneAsync(Clear, ct, Micros.Of(time.GetUtcNow()));
    }

    public Task<IReadOnlyList<Claim>> StandingAsync(CancellationToken ct) => databases.ReadAsync(async database =>
    {
        await using var command = LogReading.CommandOf(database.Database.GetDbConnection(), Standing, Micros.Of(time.GetUtcNow()));
        await using var row = await command.ExecuteReaderAsync(ct);
        var claims = new List<Claim>();
        while (await row.ReadAsync(ct)) claims.Add(ClaimOf(row));
        return (IReadOnlyList<Claim>)claims;
    });

    /// <returns>False where what was said is not about claims.</returns>
    public bool Hear(string said)
    {
        if (said != Said) return false;
        feed.Nudge(Topic.Claims);
        return true;
    }

    private static Claim ClaimOf(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), Micros.ToInstant(row.GetInt64(3)));

    private Task<bool> HasDoneAsync(string sql, CancellationToken ct, params object[] values) => databases.ReadAsync(async database =>
    {
        await using var command = LogReading.CommandOf(database.Database.GetDbConnection(), sql, values);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct);
    });
}
