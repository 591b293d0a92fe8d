namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>A statement of the writer's transaction with its values for <c>@p0</c>, <c>@p1</c>, …, and once it was sent, what it answered.</summary>
internal sealed class Statement(string sql, params object?[] values)
{
    public string Sql => sql;

    public object?[] Values => values;

    /// <summary>It answers with rows, of which the first counts.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Goes by the answer: why the append that it belongs to is not written. Null, or null from it: that does not hang on this statement.</summary>
    public Func<Statement, Appended?>? Otherwise { get; init; }

    public bool IsAnswered { get; private set; }

    /// <summary>Values of the first row; empty where there was none.</summary>
    public object?[] Row { get; private set; } = [];

    /// <summary>How many rows it changed.</summary>
    public int Changed { get; private set; }

    /// <summary>The only value, or the first one; null where there was no row.</summary>
    public object? Value => Row is [var value, ..] ? value : null;

    public Appended? WhyNot => Otherwise?.Invoke(this);

    public void Answer(object?[] row, int changed) => (Row, Changed, IsAnswered) = (row, changed, true);
}
