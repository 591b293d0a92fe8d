using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Orchestrator.Journal.Sqlite;

/// <summary>SQLite is no way off: each statement is answered before the next one goes.</summary>
internal sealed class OneByOne(Tenure tenure) : Courier(tenure)
{
    private readonly Dictionary<string, PreparedStatement> _prepared = [];
    private readonly Tenure _tenure = tenure;

    public override bool SendsAhead => false;

    public override void Send(DbTransaction transaction, IReadOnlyList<Statement> statements, bool mayBeTakenBack = false)
    {
        if (mayBeTakenBack) SetMark(transaction);
        foreach (var statement in statements)
        {
            RoundTrips++;
            Prepared(statement).Run(statement);
            if (statement.WhyNot is not null) return;
        }
    }

    public override void Commit(DbTransaction transaction, IReadOnlyList<Statement> last)
    {
        Send(transaction, last);
        transaction.Commit();
    }

    public override void Forget()
    {
        foreach (var prepared in _prepared.Values) prepared.Dispose();
        _prepared.Clear();
        base.Forget();
    }

    private PreparedStatement Prepared(Statement statement)
    {
        if (!_prepared.TryGetValue(statement.Sql, out var prepared))
            _prepared.Add(statement.Sql, prepared = new((SqliteConnection)_tenure.Connection, statement.Sql, statement.Values.Length));
        return prepared;
    }
}
