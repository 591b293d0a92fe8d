using System.Globalization;
using Npgsql;

namespace ApprovalConsole.Benchmarks.Cluster;

/// <summary>What a node that was killed had out, by the journal, and when it went on.</summary>
internal sealed class LeftRuns(string connection)
{
    /// <summary>Runs whose last event is an intent of the dead node.</summary>
    public async Task<IReadOnlyList<(string Run, int Version)>> OfAsync(string epoch)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand("""
            SELECT j."Stream", j."Version" FROM journal j WHERE j."Name" IN ('model.intended.v1', 'call.intended.v1') AND j."Data"::jsonb #>> '{owner,epoch}' = @epoch
            AND j."Version" = (SELECT MAX(l."Version") FROM journal l WHERE l."Stream" = j."Stream")
            """, database);
        command.Parameters.AddWithValue("epoch", epoch);
        await using var row = await command.ExecuteReaderAsync();
        var left = new List<(string, int)>();
        while (await row.ReadAsync()) left.Add((row.GetString(0), row.GetInt32(1)));
        return left;
    }

    /// <returns>When the run went on; null where it has not yet.</returns>
    public async Task<DateTimeOffset?> WentOnAsync(string run, int after)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand("""SELECT "At" FROM journal WHERE "Stream" = @run AND "Version" = @version""", database);
        command.Parameters.AddWithValue("run", run);
        command.Parameters.AddWithValue("version", after + 1);
        return await command.ExecuteScalarAsync() is { } at ? DateTimeOffset.UnixEpoch.AddMicroseconds(Convert.ToDouble(at, CultureInfo.InvariantCulture)) : null;
    }

    public async Task<long> EventsAsync(string run)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand("""SELECT COUNT(*) FROM journal WHERE "Stream" = @run""", database);
        command.Parameters.AddWithValue("run", run);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
