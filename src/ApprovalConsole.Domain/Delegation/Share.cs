using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Delegation;

/// <summary>What is taken out of a run's limits for one child. What the child leaves comes back when it has ended.</summary>
/// <param name="Steps">For it and all below it.</param>
public sealed record Share(int Steps, long Tokens, decimal CostUsd, double WallClockSeconds)
{
    /// <summary>Children that a run may have in its life.</summary>
    public const int MostChildren = 4;

    /// <summary>Generations below the run that a person or program started.</summary>
    public const int MostDepth = 2;

    /// <summary>A whole tree may take this many times the steps of its root.</summary>
    public const int TreeFactor = 3;

    // The run itself keeps a third of what each of its children gets, to make something of what they bring.
    private const int Parts = 3;

    /// <summary>The share of the next child: those that are to start in the same step get the same, within what their agent may have.</summary>
    /// <param name="agent">The limits of the agent that is to work on it.</param>
    /// <param name="mayDelegate">It may have children of its own.</param>
    public static Share Of(Run run, ToolCall call, RunLimits agent, bool mayDelegate)
    {
        var among = Math.Clamp(run.OpenStep.Count(c => c.Name == call.Name && c.Status is CallStatus.Requested or CallStatus.Ready), 1, MostChildren);
        var (limits, spent) = (run.LimitsNow, run.Spent);
        var steps = Math.Max(0, run.TreeStepsLeft) / among;
        return new(
            Math.Min(steps, mayDelegate ? TreeFactor * agent.Iterations : agent.Iterations),
            Math.Min(agent.Tokens, Part(Math.Max(0, limits.Tokens - spent.Tokens), among)),
            Math.Min(agent.CostUsd, decimal.Round(Math.Max(0, limits.CostUsd - spent.CostUsd) * Parts / (Parts * among + 1), 9, MidpointRounding.ToZero)),
            Math.Min(agent.WallClockSeconds, Math.Max(0, run.TimeLeft.TotalSeconds) * Parts / (Parts * among + 1)));
    }

    /// <summary>The child's limits: its agent's, within its share and within what its parent may do itself.</summary>
    /// <param name="mayDelegate">Then a third of its steps, at least, is left for children of its own: the first step is always its own.</param>
    public RunLimits Within(RunLimits agent, RunLimits parent, bool mayDelegate) => agent with
    {
        Iterations = Math.Min(agent.Iterations, mayDelegate ? Math.Max(1, Steps * 2 / 3) : Steps), Tokens = Tokens, CostUsd = CostUsd, WallClockSeconds = WallClockSeconds,
        CallsPerStep = Math.Min(agent.CallsPerStep, parent.CallsPerStep), Calls = Math.Min(agent.Calls, parent.Calls),
        Writes = Math.Min(agent.Writes, parent.Writes), OpenProposals = Math.Min(agent.OpenProposals, parent.OpenProposals),
    };

    private static long Part(long left, int among) => left / (Parts * among + 1) * Parts;
}
