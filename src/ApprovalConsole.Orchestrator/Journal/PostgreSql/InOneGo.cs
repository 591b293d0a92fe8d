using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace ApprovalConsole.Orchestrator.Journal.PostgreSql;

/// <summary>On PostgreSQL statements that need not wait for each other's answers go in one go, and their answers come back in one: a round trip for all of them. The server carries them out one after the other, and none behind one that failed.</summary>
internal sealed partial class InOneGo(Tenure tenure) : Courier(tenure)
{
    private readonly Dictionary<string, string> _numbered = [];
    private readonly Tenure _tenure = tenure;

    public override bool SendsAhead => true;

    public override void Send(DbTransaction transaction, IReadOnlyList<Statement> statements, bool mayBeTakenBack = false)
    {
        if (statements.Count == 0) return;
        if (mayBeTakenBack) SetMark(transaction); // goes along with what is sent next
        SendAll(transaction, statements, andCommit: false);
    }

    public override void Commit(DbTransaction transaction, IReadOnlyList<Statement> last) => SendAll(transaction, last, andCommit: true);

    private void SendAll(DbTransaction transaction, IReadOnlyList<Statement> statements, bool andCommit)
    {
        RoundTrips++;
        using var batch = new NpgsqlBatch((NpgsqlConnection)_tenure.Connection, (NpgsqlTransaction)transaction);
        foreach (var statement in statements) batch.BatchCommands.Add(CommandOf(statement));
        if (andCommit) batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        var rows = new List<object?[]>();
        try
        {
            using var reader = batch.ExecuteReader();
            do
            {
                if (reader.FieldCount > 0) rows.Add(RowOf(reader));
            }
            while (reader.NextResult());
            Answer(statements.Count);
        }
        catch (PostgresException e) when (e.BatchCommand is NpgsqlBatchCommand failed)
        {
            var answered = batch.BatchCommands.IndexOf(failed);
            Answer(answered);
            if (statements.Take(answered).All(s => s.WhyNot is null)) throw;
        }

        void Answer(int count)
        {
            for (var (i, row) = (0, 0); i < count; i++) statements[i].Answer(statements[i].IsQuestion ? rows[row++] : [], batch.BatchCommands[i].RecordsAffected);
        }
    }

    private static object?[] RowOf(NpgsqlDataReader reader)
    {
        if (!reader.Read()) return [];
        var row = new object[reader.FieldCount];
        reader.GetValues(row);
        return [.. row.Select(value => value is DBNull ? null : value)];
    }

    private NpgsqlBatchCommand CommandOf(Statement statement)
    {
        if (!_numbered.TryGetValue(statement.Sql, out var sql))
            _numbered.Add(statement.Sql, sql = Named().Replace(statement.Sql, name => string.Create(CultureInfo.InvariantCulture, $"${int.Parse(name.ValueSpan[2..], CultureInfo.InvariantCulture) + 1}")));
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in statement.Values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    // By number they need not be looked for in the text each time.
    [GeneratedRegex("@p[0-9]+")]
    private static partial Regex Named();
}
