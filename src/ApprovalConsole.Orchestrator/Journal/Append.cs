using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Events of one stream and the read rows that they change: all of it is committed, or nothing.</summary>
/// <param name="Version">Of the stream before these events; if it is not, someone wrote first.</param>
/// <param name="Rows">Written in the same transaction.</param>
/// <param name="Guard">A row that must be new; where it is not, nothing is written.</param>
internal sealed record Append(string Stream, int Version, IReadOnlyList<EncodedEvent> Events, IReadOnlyList<RowWrite> Rows, RowWrite? Guard = null)
{
    /// <summary>For the audit log: what no stream holds.</summary>
    public IReadOnlyList<AuditNote> Notes { get; init; } = [];

    /// <summary>What must be so in the very transaction that writes it: all of it, or nothing is written.</summary>
    public IReadOnlyList<Premise> Premises { get; init; } = [];

    /// <summary>How much of what other nodes wrote to the books it was decided on: where more is written, nothing is (<see cref="Appended.Overtaken"/>). Null: it does not rest on them.</summary>
    public long? Taken { get; init; }

    /// <summary>Writes nothing: only its answer is waited for.</summary>
    public bool IsEmpty => Events.Count == 0 && Rows.Count == 0 && Notes.Count == 0 && Premises.Count == 0 && Guard is null;

    /// <summary>What it deletes is to be gone from the file system, too, as far as the store can: no copy of earlier pages is kept, unless somebody is reading just then.</summary>
    public bool LeavesNoEarlierPages { get; init; }
}

/// <summary>A question to the database with one number for its answer.</summary>
/// <param name="Expected">Another answer, and nothing is written: <see cref="Appended.Overtaken"/>.</param>
internal sealed record Premise(string Sql, long Expected, params object?[] Values);

/// <summary>A statement with its values for <c>@p0</c>, <c>@p1</c>, …</summary>
internal sealed record RowWrite(string Sql, params object?[] Values)
{
    /// <summary>Where it changes too few rows, nothing of its append is written, and this is why. Null: it need not change any.</summary>
    public Appended? Otherwise { get; init; }

    /// <summary>What it counts, where it moves a quota's counter.</summary>
    public QuotaUse? Use { get; init; }

    /// <summary>What it says of a call, where it writes a call's row.</summary>
    public Deed? Deed { get; init; }

    /// <summary>How many rows it has to change, with <see cref="Otherwise"/>.</summary>
    public int Rows { get; init; } = 1;
}

/// <summary>What became of an <see cref="Append"/>.</summary>
internal enum Appended
{
    Committed,

    /// <summary>Someone wrote first: their events are now part of the past, so decide again.</summary>
    Conflict,

    /// <summary>The guard's row was there already.</summary>
    Guarded,

    /// <summary>A counter had nothing left: decide again with what it says now.</summary>
    UsedUp,

    /// <summary>A budget has not enough left: count, and decide again.</summary>
    BudgetUsedUp,

    /// <summary>An equal call of another run is out, or nobody can say if it happened: this one has to wait.</summary>
    LikeIsOpen,

    /// <summary>One of its premises was no longer so: look again, then decide again.</summary>
    Overtaken,
}
