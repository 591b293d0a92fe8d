using System.Globalization;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Where a run halts. Each condition is enough by itself, and none of them asks the model.</summary>
public static class StopConditions
{
    /// <summary>Under this many output tokens a model call is not worth making.</summary>
    public const long LeastOutputTokens = 256;

    /// <summary>Under this much time left a call is not worth making; timers ring a few milliseconds early.</summary>
    public static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(20);

    /// <summary>The cap that keeps the next reply from being asked for.</summary>
    public static Halt? BeforeReply(Run run)
    {
        var limits = run.Limits;
        if (run.Steps.Length >= limits.Iterations)
            return new(HaltReason.IterationCap, $"{run.Steps.Length} of {limits.Iterations} steps are used.");
        if (run.Progress.StepsWithout >= limits.NoProgressSteps)
            return new(HaltReason.NoProgress, $"{run.Progress.StepsWithout} steps in a row brought nothing new; the limit is {limits.NoProgressSteps}.");
        return WallClock(run);
    }

    public static Halt? WallClock(Run run) => run.TimeLeft < LeastTime
        ? new(HaltReason.WallClock, string.Create(CultureInfo.InvariantCulture, $"{run.Active.TotalSeconds:0.0} s of {run.Limits.WallClockSeconds:0} s at work are used."))
        : null;

    /// <summary>The output a model call may have so that its worst case stays within the run's tokens and money.</summary>
    /// <param name="halt">Set where less than <see cref="LeastOutputTokens"/> would be left.</param>
    public static long OutputWithin(RunLimits limits, Usage used, long inputTokens, long wanted, Price price, out Halt? halt)
    {
        var byTokens = limits.Tokens - used.Tokens - inputTokens;
        var byMoney = price.OutputWithin(limits.CostUsd - used.CostUsd, inputTokens);
        var output = Math.Min(wanted, Math.Min(byTokens, byMoney));
        halt = output >= Math.Min(LeastOutputTokens, wanted) ? null : new(HaltReason.CostCap, string.Create(CultureInfo.InvariantCulture,
            $"{used.Tokens} of {limits.Tokens} tokens and {used.CostUsd:0.####} of {limits.CostUsd:0.####} USD are used; the next call may need {inputTokens} input tokens."));
        return output;
    }
}
