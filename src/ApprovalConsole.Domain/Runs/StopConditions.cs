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
        var limits = run.LimitsNow;
        if (run.Steps.Length >= limits.Iterations)
            return new(HaltReason.IterationCap, Said(run, $"{run.Steps.Length} of {limits.Iterations} steps are used."));
        if (run.Progress.StepsWithout >= limits.NoProgressSteps)
            return new(HaltReason.NoProgress, $"{run.Progress.StepsWithout} steps in a row brought nothing new; the limit is {limits.NoProgressSteps}.");
        return WallClock(run);
    }

    public static Halt? WallClock(Run run) => run.TimeLeft < LeastTime ? new(HaltReason.WallClock, Said(run, WhyNoTime(run))) : null;

    /// <summary>With what may be used for one message, where that is less than the run's limits.</summary>
    public static string Said(Run run, string why) => run.LimitsNow == run.Limits ? why : $"{why} That is what one message of the principal may use.";

    private static string WhyNoTime(Run run)
    {
        var (limit, left) = (run.LimitsNow.WallClock, run.TimeLeft + run.Pause);
        var kept = limit - run.Active - left;
        return run.Pause > TimeSpan.Zero && left >= LeastTime
            ? $"The model can be asked again in {Seconds(run.Pause)} s, and {Seconds(left)} s of {Seconds(limit)} s at work are left."
            : $"{Seconds(run.Active)} s of {Seconds(limit)} s at work are used{(kept > TimeSpan.Zero ? $", and {Seconds(kept)} s are kept for other agents" : "")}.";
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0##", CultureInfo.InvariantCulture);

    /// <summary>The output a model call may have so that its worst case stays within the run's tokens and money.</summary>
    /// <param name="halt">Set where less than <see cref="LeastOutputTokens"/> would be left.</param>
    public static long OutputWithin(RunLimits limits, Usage used, long inputTokens, long wanted, Price price, out Halt? halt)
    {
        var byTokens = limits.Tokens - used.Tokens - inputTokens;
        var byMoney = price.OutputWithin(limits.CostUsd - used.CostUsd, inputTokens);
        var output = Math.Min(wanted, Math.Min(byTokens, byMoney));
        var least = Math.Min(LeastOutputTokens, wanted);
        halt = output >= least ? null : new(HaltReason.CostCap, string.Join(" ", new[]
        {
            byTokens < least ? $"{used.Tokens} of {limits.Tokens} tokens are used; the next call needs up to {inputTokens + least}." : null,
            byMoney < least ? string.Create(CultureInfo.InvariantCulture, $"{used.CostUsd:0.00##########} of {limits.CostUsd:0.00##########} USD are used; the next call needs up to {price.Of(inputTokens, 0, least):0.00##########} USD.") : null,
        }.OfType<string>()));
        return output;
    }
}
