using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>Sign-ins that all nodes know of, each as a text that only the nodes can read. Where the console is alone, nothing is kept here.</summary>
public sealed class SharedSessions
{
    private const string Said = "session";

    private readonly ReadPool _databases;
    private readonly Owner _self;
    private readonly TimeProvider _time;

    internal SharedSessions(ReadPool databases, Elsewhere elsewhere, Owner self, TimeProvider time) => (_databases, IsShared, _self, _time) = (databases, elsewhere.IsShared, self, time);

    public bool IsShared { get; }

    /// <summary>The id of a session that another node has ended.</summary>
    public event Action<string>? Ended;

    public Task OpenAsync(string id, string document, DateTimeOffset until, CancellationToken ct) => ExecuteAsync(
        """INSERT INTO "sessions" ("Id", "Document", "Until") VALUES (@p0, @p1, @p2)""", ct, id, document, Micros.Of(until));

    /// <returns>Null where there is none, or none any more.</returns>
    public Task<string?> FindAsync(string id, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        await using var command = LogReading.CommandOf(database.Database.GetDbConnection(), """SELECT "Document" FROM "sessions" WHERE "Id" = @p0 AND "Until" > @p1""", id, Micros.Of(_time.GetUtcNow()));
        return await command.ExecuteScalarAsync(ct) as string;
    });

    /// <summary>Ends it everywhere.</summary>
    public Task EndAsync(string id, CancellationToken ct) => ExecuteAsync(
        """WITH gone AS (DELETE FROM "sessions" WHERE "Id" = @p0 OR "Until" < @p3) SELECT pg_notify(@p1, @p2)""", ct, id, OtherNodes.Channel, $"{Said}/{_self.Epoch}/{id}", Micros.Of(_time.GetUtcNow()));

    /// <summary>One node at a time changes a session: what it makes of the text is the session from then on.</summary>
    /// <param name="change">Of the text as it is now; null: it is not there any more.</param>
    public Task ChangeAsync(string id, Func<string?, Task<string?>> change, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var connection = database.Database.GetDbConnection();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var read = LogReading.CommandOf(connection, """SELECT "Document" FROM "sessions" WHERE "Id" = @p0 FOR UPDATE""", id);
        var was = await read.ExecuteScalarAsync(ct) as string;
        if (await change(was) is { } now && was is not null)
        {
            await using var write = LogReading.CommandOf(connection, """UPDATE "sessions" SET "Document" = @p1 WHERE "Id" = @p0""", id, now);
            await write.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    });

    /// <returns>False where what was said is not about a session.</returns>
    internal bool Hear(string said)
    {
        if (said.Split('/') is not [Said, var by, var id]) return false;
        if (by != _self.Epoch) Ended?.Invoke(id);
        return true;
    }

    private Task<int> ExecuteAsync(string sql, CancellationToken ct, params object[] values) => _databases.ReadAsync(async database =>
    {
        await using var command = LogReading.CommandOf(database.Database.GetDbConnection(), sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    });
}
