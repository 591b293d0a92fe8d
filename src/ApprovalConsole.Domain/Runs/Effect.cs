namespace ApprovalConsole.Domain.Runs;

/// <summary>Work that a run owes to the world, derived from its state.</summary>
/// <param name="NotBefore">Null: at once.</param>
public abstract record Effect(DateTimeOffset? NotBefore)
{
    /// <summary>Ask the model for the next reply.</summary>
    public sealed record AskModel(int Step, int Attempt, Purpose Purpose, DateTimeOffset? NotBefore = null) : Effect(NotBefore);

    /// <summary>Put a call through the three layers.</summary>
    public sealed record ValidateCall(string CallId) : Effect((DateTimeOffset?)null);

    /// <summary>Send a call that may go.</summary>
    public sealed record CallTool(string CallId, DateTimeOffset? NotBefore = null) : Effect(NotBefore);

    /// <summary>Hand a part of the task to a child run.</summary>
    public sealed record StartChild(string CallId) : Effect((DateTimeOffset?)null);

    /// <summary>Begin the nodes of a pipeline that are reached, or end its run.</summary>
    /// <param name="Step">The number of the step that they make.</param>
    public sealed record Advance(int Step) : Effect((DateTimeOffset?)null);

    /// <summary>Ask the probe what became of a call whose outcome is unknown.</summary>
    public sealed record AskProbe(string CallId, DateTimeOffset NextAt) : Effect(NextAt);

    /// <summary>Look again at this time: a proposal expires, or has waited so long that others are told.</summary>
    public sealed record WakeAt(DateTimeOffset Time) : Effect(Time);
}
