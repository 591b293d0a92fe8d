using System.Data.Common;
using System.Globalization;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>As many rows of lists as nobody waits for to come about: copies of one proposal and its run that the console made itself, each under the console's own mark. No event stands behind them, so they can be listed and not decided.</summary>
internal static class ManyRows
{
    /// <summary>Copies expire one after the other, a millisecond apart, from this instant on. UTC microseconds.</summary>
    public const long FirstExpires = 4_000_000_000_000_000;

    /// <param name="proposal">The one that is copied.</param>
    /// <param name="withRuns">Copies its run too, with the last entry of its journal, by which a row is known not to be old.</param>
    public static async Task CopyAsync(string folder, string proposal, int count, bool withRuns = false)
    {
        var (seal, run) = (DecisionSeal.Open(Path.Combine(folder, "keys")), proposal.Split('.')[0]);
        await using var database = TestStore.Open(folder);
        await using var transaction = await database.BeginTransactionAsync();
        await CopyAsync(database, transaction, $"SELECT * FROM proposals WHERE Id = '{proposal}'", "proposals");
        if (withRuns)
        {
            await CopyAsync(database, transaction, $"SELECT * FROM runs WHERE Id = '{run}'", "runs");
            await CopyAsync(database, transaction, $"SELECT * FROM journal WHERE Stream = '{run}' ORDER BY Version DESC LIMIT 1", "journal");
        }

        await transaction.CommitAsync();

        async Task CopyAsync(DbConnection database, DbTransaction transaction, string select, string table)
        {
            var row = await RowAsync(database, select);
            row.Remove("Position"); // the database gives it
            await using var insert = TestStore.CommandOf(database, $"INSERT INTO {table} ({string.Join(", ", row.Keys)}) VALUES ({string.Join(", ", row.Keys.Select(name => $"@{name}"))})");
            insert.Transaction = transaction;
            var parameters = row.Keys.ToDictionary(name => name, name =>
            {
                var parameter = insert.CreateParameter();
                parameter.ParameterName = $"@{name}";
                insert.Parameters.Add(parameter);
                return parameter;
            });
            for (var i = 0; i < count; i++)
            {
                var copy = row.ToDictionary(column => column.Key, column => column.Value is string text ? text.Replace(run, RunOf(run, i), StringComparison.Ordinal) : column.Value);
                if (copy.ContainsKey("ExpiresAt")) copy["ExpiresAt"] = FirstExpires + (i * 1000L);
                if (copy.ContainsKey("Seal")) copy["Seal"] = seal.OfRow((string)copy["Id"], (string)copy["Document"]);
                foreach (var (name, value) in copy) parameters[name].Value = value;
                await insert.ExecuteNonQueryAsync();
            }
        }
    }

    /// <summary>The run of a copy; later ones sort after earlier ones, and all before the one that was copied.</summary>
    public static string RunOf(string run, int copy) => $"0{copy.ToString("0000000", CultureInfo.InvariantCulture)}{run[8..]}";

    private static async Task<Dictionary<string, object>> RowAsync(DbConnection database, string select)
    {
        await using var command = TestStore.CommandOf(database, select);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync(), select);
        return Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue);
    }
}
