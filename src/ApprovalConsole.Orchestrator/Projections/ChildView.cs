using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A run that works for another, as that one last heard of it.</summary>
/// <param name="CallId">The call that it answers.</param>
/// <param name="Steps">Of it and all below it.</param>
/// <param name="StepLimit">Likewise.</param>
/// <param name="CostUsd">Likewise.</param>
/// <param name="ReservedUsd">What is kept for it; 0 once it has ended.</param>
public sealed record ChildView(string CallId, string RunId, string Agent, RunStatus Status, int Steps, int StepLimit, decimal CostUsd, decimal ReservedUsd)
{
    public static IReadOnlyList<ChildView> AllOf(Run run) =>
    [
        .. run.Children.Values.OrderBy(c => run.Calls[c.CallId].Step).ThenBy(c => run.Calls[c.CallId].Index).Select(c => new ChildView(
            c.CallId, c.RunId, c.Agent, c.Standing.Status, c.Standing.Steps, c.Share.Steps + c.Standing.Granted.Iterations, c.Standing.Usage.CostUsd,
            c.IsOpen ? c.Charge.CostUsd : 0)),
    ];
}

/// <summary>A run and all that work for it, together.</summary>
public sealed record TreeView(int Steps, int StepLimit, long InputTokens, long CachedInputTokens, long OutputTokens, decimal CostUsd)
{
    public static TreeView Of(Run run) => new(
        run.TreeStepsTaken, run.TreeSteps, run.UsedInAll.InputTokens, run.UsedInAll.CachedInputTokens, run.UsedInAll.OutputTokens, run.UsedInAll.CostUsd);
}
