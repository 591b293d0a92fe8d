namespace ApprovalConsole.Orchestrator;

/// <summary>Where a process may die: between what is written down, what is done in the world, and what is shown. The crash matrix dies at each; to everybody else, passing one is a look at a null.</summary>
internal enum Milestone
{
    /// <summary>At a start: the schema is today's.</summary>
    Migrated,

    /// <summary>At a start: the log is there; where it is new, no head of it is.</summary>
    LogBegun,

    /// <summary>At a start: the log is taken up, nothing goes on yet.</summary>
    LogTakenUp,

    /// <summary>At a start: this run goes on, the next ones do not yet.</summary>
    WentOn,

    /// <summary>A signed head is on the disk.</summary>
    HeadWritten,

    /// <summary>An event and its rows are sent, its commit is not.</summary>
    Written,

    /// <summary>An event is on the disk, and nobody has heard of it.</summary>
    Committed,

    /// <summary>Who appended the event has heard, but has neither begun what it leads to nor told those who watch.</summary>
    Heard,

    /// <summary>A model is about to be asked.</summary>
    Asking,

    /// <summary>It has answered, or failed, and nothing of that is written down.</summary>
    Asked,

    /// <summary>A call is about to go to its tool.</summary>
    Sending,

    /// <summary>The tool has answered, or nobody knows, and nothing of that is written down.</summary>
    Sent,
}

/// <summary>Tells whoever watches which milestone was passed, on the thread that passes it.</summary>
internal static class Milestones
{
    /// <summary>The milestone, what it is about (an event's name, a tool, a model), and the stream. Null, as always but in a crash test: nobody watches.</summary>
    public static Action<Milestone, string, string>? Watch { get; set; }

    public static void Pass(Milestone milestone, string about = "", string stream = "") => Watch?.Invoke(milestone, about, stream);
}
