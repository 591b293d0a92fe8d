namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>What the outside is told of, as it is named on the wire. Add, never rename.</summary>
public static class NoticeType
{
    /// <summary>A proposal waits for people; said again where an approval was taken back.</summary>
    public const string Waiting = "proposal.waiting";

    /// <summary>It still waits, and will expire soon.</summary>
    public const string DeadlineNear = "proposal.deadlineNear";

    /// <summary>It has waited so long that its policy wants others to be told.</summary>
    public const string Escalated = "proposal.escalated";

    /// <summary>People have answered it.</summary>
    public const string Decided = "proposal.decided";

    /// <summary>Nobody answers it any more: it expired, was withdrawn, or is stale.</summary>
    public const string Lapsed = "proposal.lapsed";

    /// <summary>A call went out and nobody can say if it happened.</summary>
    public const string OutcomeUnknown = "call.outcomeUnknown";

    /// <summary>A run hit a cap.</summary>
    public const string Halted = "run.halted";

    public const string Stopped = "stop.pressed";
    public const string Released = "stop.released";

    /// <summary>A share of a budget's limit is spent.</summary>
    public const string BudgetAlerted = "budget.alerted";

    /// <summary>More is spent than the limit.</summary>
    public const string BudgetOvershot = "budget.overshot";

    /// <summary>How the last day went, in numbers.</summary>
    public const string Digest = "digest.daily";

    public static IReadOnlyList<string> All { get; } =
        [Waiting, DeadlineNear, Escalated, Decided, Lapsed, OutcomeUnknown, Halted, Stopped, Released, BudgetAlerted, BudgetOvershot, Digest];
}
