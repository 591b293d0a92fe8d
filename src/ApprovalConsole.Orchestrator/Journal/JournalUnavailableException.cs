namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The journal could not be written, so nothing was done and nothing was acknowledged.</summary>
/// <param name="why">Null: nothing more is known than the cause.</param>
public sealed class JournalUnavailableException(Exception cause, JournalTrouble why = JournalTrouble.Unknown) : Exception($"The journal cannot be written: {cause.Message}", cause)
{
    public JournalTrouble Why => why;
}

/// <summary>What keeps the journal from being written. On the wire in camelCase; add, never rename.</summary>
public enum JournalTrouble
{
    Unknown,

    /// <summary>There is no room on the disk.</summary>
    DiskFull,

    /// <summary>Another process has the database locked.</summary>
    Locked,

    /// <summary>More waits to be written than the disk is good for.</summary>
    Busy,

    /// <summary>The database server cannot be reached, or ended the connection.</summary>
    Away,
}
