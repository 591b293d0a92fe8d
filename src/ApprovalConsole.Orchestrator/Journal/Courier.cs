using System.Data.Common;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Takes the writer's statements to the database and brings back what they answer. A store that is a way off is asked as seldom as can be: what it answers on the way back is looked at then.</summary>
internal abstract class Courier(Tenure tenure) : IDisposable
{
    private const string Mark = "append";

    private readonly Dictionary<string, DbCommand> _commands = [];

    /// <summary>Times that the writer has waited for the database, for measuring.</summary>
    public long RoundTrips { get; protected set; }

    /// <summary>Whether statements are on their way before those ahead of them are answered.</summary>
    public abstract bool SendsAhead { get; }

    /// <summary>Sends the statements in their order. When it returns they are answered up to the first that refuses its append, and maybe those behind that: then take it <see cref="Back"/>.</summary>
    /// <param name="mayBeTakenBack">Marks where to go back to.</param>
    /// <exception cref="DbException">One of them failed, and none ahead of it refuses.</exception>
    public abstract void Send(DbTransaction transaction, IReadOnlyList<Statement> statements, bool mayBeTakenBack = false);

    /// <summary>Sends the last statements, and commits.</summary>
    public abstract void Commit(DbTransaction transaction, IReadOnlyList<Statement> last);

    /// <summary>Undoes what was sent since the mark.</summary>
    public void Back(DbTransaction transaction)
    {
        RoundTrips++;
        transaction.Rollback(Mark);
    }

    /// <summary>For whoever reads many rows.</summary>
    public DbCommand Prepare(DbTransaction transaction, string sql, object?[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = tenure.Connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        RoundTrips++;
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    /// <summary>The connection is another, or ends.</summary>
    public virtual void Forget()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _commands.Clear();
    }

    public void Dispose() => Forget();

    protected static void SetMark(DbTransaction transaction) => transaction.Save(Mark);
}
