using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Delegation;

/// <summary>How a child stands, with all below it.</summary>
/// <param name="Version">Of the child's stream: what is older than what was heard already is no news.</param>
/// <param name="Usage">Of the child and its own children; what one that has ended may yet be charged for is in it.</param>
/// <param name="Steps">Likewise.</param>
/// <param name="ActiveMs">Milliseconds at work since it began.</param>
/// <param name="Granted">What people granted it and those below it, without what one below it has left.</param>
/// <param name="IsDoubtful">A call of it was rejected, or nobody knew its outcome.</param>
public sealed record ChildStanding(RunStatus Status, int Version, Usage Usage, int Steps, double ActiveMs, Grant Granted, bool IsDoubtful)
{
    /// <summary>Not heard of yet.</summary>
    public static readonly ChildStanding Begun = new(RunStatus.Running, 0, default, 0, 0, new(), false);

    /// <summary>It was kept from being started.</summary>
    public static readonly ChildStanding NeverBegun = Begun with { Status = RunStatus.Cancelled };

    public bool HasEnded => Status is RunStatus.Completed or RunStatus.Failed or RunStatus.Cancelled;

    public static ChildStanding Of(Run run) => new(
        run.Status, run.Version, run.End is null ? run.UsedInAll : run.Spent, run.TreeStepsTaken, run.Active.TotalMilliseconds,
        run.Children.Values.Aggregate(run.Granted, (sum, c) => sum + c.Granted), AnswerGate.IsDoubtful(run));
}
