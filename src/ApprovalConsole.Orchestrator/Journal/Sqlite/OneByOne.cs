using System.Data.Common;

namespace ApprovalConsole.Orchestrator.Journal.Sqlite;

/// <summary>SQLite is no way off: each statement is answered before the next one goes.</summary>
internal sealed class OneByOne(Tenure tenure) : Courier(tenure)
{
    public override bool SendsAhead => false;

    public override void Send(DbTransaction transaction, IReadOnlyList<Statement> statements, bool mayBeTakenBack = false)
    {
        if (mayBeTakenBack) SetMark(transaction);
        foreach (var statement in statements)
        {
            var command = Prepare(transaction, statement.Sql, statement.Values);
            if (statement.IsQuestion) statement.Answer(command.ExecuteScalar() is { } value ? [value] : [], 0);
            else statement.Answer([], command.ExecuteNonQuery());
            if (statement.WhyNot is not null) return;
        }
    }

    public override void Commit(DbTransaction transaction, IReadOnlyList<Statement> last)
    {
        Send(transaction, last);
        transaction.Commit();
    }
}
