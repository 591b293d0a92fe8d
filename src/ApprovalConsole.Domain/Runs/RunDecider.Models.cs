using System.Collections.Immutable;
using System.Text;
using ApprovalConsole.Domain.Budgets;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Model calls: reserved before, settled after.</summary>
public static partial class RunDecider
{
    /// <summary>Attempts at one reply with the same model, the first included.</summary>
    public const int ModelAttempts = 3;

    /// <summary>A pause beyond this is not waited for where another model can be asked.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>The code of a failure: the model wrote more than it was allowed, so nothing bounds what it may cost. It is not asked again in this run.</summary>
    public const string Overran = "modelOverran";

    /// <summary>The code of a failure: the model said nothing for too long. Another is not kept waiting by trying again.</summary>
    public const string Silent = "modelSilent";

    // As the wire says them.
    private const string CutAtLength = "length";
    private const string HeldBack = "content_filter";

    private static Ruling<RunEvent> BeginModelCall(RunCommand.BeginModelCall c, Run run)
    {
        var due = RunDue.WorkOf(run).OfType<Effect.AskModel>().SingleOrDefault();
        if (due is null || due.Step != c.Step || due.Attempt != c.Attempt || due.NotBefore > c.At || c.MessagesTold != run.Messages.Length) return Nothing;
        if (StopConditions.BeforeReply(run) is { } halt) return Accept(run, new RunEvent.Halted(halt.Reason, halt.Message, c.At));
        ImmutableArray<RunEvent> trimmed = c.Trim is { } trim ? [new RunEvent.ContextTrimmed(trim.CallIds, trim.Why, trim.BytesLeftOut, c.At)] : [];
        var clamped = StopConditions.OutputWithin(run.LimitsNow, run.Spent, c.InputTokens, c.OutputTokensWanted, c.Price, out var cap);
        if (cap is not null) return Accept(run, new RunEvent.Halted(cap.Reason, StopConditions.Said(run, cap.Message), c.At));
        switch (BudgetCeiling.Of(c.Budgets, c.Price, c.InputTokens, clamped))
        {
            case BudgetCeiling.Waits: return Nothing; // it stays due
            case BudgetCeiling.Short shortage: return Accept(run, new RunEvent.Halted(HaltReason.Budget, shortage.Message, c.At) { Budget = shortage.Shortage });
            case BudgetCeiling.Fits fits: clamped = fits.OutputTokens; break;
        }

        var reserved = c.Price.Of(c.InputTokens, 0, clamped);
        var holds = BudgetCeiling.Hold(c.Budgets, reserved);
        return Accept(run, [.. trimmed, new RunEvent.ModelIntended(
            c.Step, c.Attempt, due.Purpose, c.Route, c.Model, c.Price, c.InputTokens, clamped, reserved, c.Owner, c.Deadline, c.At)
        {
            WhyRoute = c.WhyRoute, FallOver = c.FallOver.IsEmpty ? null : c.FallOver, Budgets = holds.IsEmpty ? null : holds,
        }]);
    }

    private static Ruling<RunEvent> RecordReply(RunCommand.RecordModelReply c, Run run)
    {
        if (run.Model is not { } attempt || attempt.Step != c.Step || attempt.Attempt != c.Attempt) return Nothing;
        if (c.Usage is { } taken && attempt.IsOvershotBy(taken))
            return FailAttempt(run, attempt, Overran, $"The model took more than it was allowed to: {taken.Input} tokens in of {attempt.InputTokensReserved}, {taken.Output} out of {attempt.OutputTokensMax}.",
                mayRetry: false, attempt.ChargeFor(taken), TimeSpan.Zero, c.ActiveMs, c.At);
        var reported = c.Usage is { IsPlausible: true } count && count.Covers(attempt.InputTokensReserved, WrittenIn(c));
        var usage = reported && c.Usage is { } u ? new Usage(u.Input, u.CachedInput, u.Output, attempt.Price.Of(u.Input, u.CachedInput, u.Output)) : attempt.Reserve;
        if (c.Calls.IsEmpty && BlankText.Is(c.Text))
            return FailAttempt(run, attempt, "emptyReply", "The model answered with neither words nor calls.", mayRetry: true, usage, TimeSpan.Zero, c.ActiveMs, c.At);
        if (c.FinishReason == CutAtLength) return CutShort(run, attempt, usage, c);
        if (c.FinishReason == HeldBack) return FailAttempt(run, attempt, "modelHeldBack", "The model's provider held back a part of the reply.", mayRetry: false, usage, TimeSpan.Zero, c.ActiveMs, c.At);
        var calls = CallsOf(c, run);
        var replied = new RunEvent.ModelReplied(c.Step, c.Attempt, c.Text, calls, usage, reported, c.FinishReason, c.ActiveMs, c.At);
        return calls.IsEmpty && run.Cancelling is null
            ? Accept(run, replied, run.Choice is null ? GiveAnswer(RunEvolution.Evolve(run, replied), c.Text, c.At) : new RunEvent.Failed("notDecided", "It answered in words, and not by calling decide.", c.At)) // words that look like a call passed no layer
            : Accept(run, replied);
    }

    /// <summary>Half a reply is none: what it says may be the opposite of the whole. Where the run's own limits left no more, a person may grant it more.</summary>
    private static Ruling<RunEvent> CutShort(Run run, ModelAttempt attempt, Usage usage, RunCommand.RecordModelReply c)
    {
        var why = $"The reply did not fit into {attempt.OutputTokensMax} tokens.";
        var left = StopConditions.OutputWithin(run.LimitsNow, run.Spent, attempt.InputTokensReserved, long.MaxValue, attempt.Price, out _);
        if (attempt.OutputTokensMax < left || run.Cancelling is not null) return FailAttempt(run, attempt, "modelCutShort", why, mayRetry: false, usage, TimeSpan.Zero, c.ActiveMs, c.At);
        return Accept(run,
            new RunEvent.ModelFailed(attempt.Step, attempt.Attempt, "modelCutShort", why, true, usage, null, c.ActiveMs, c.At),
            new RunEvent.Halted(HaltReason.CostCap, $"{why} The run's limits leave no more.", c.At));
    }

    private static long WrittenIn(RunCommand.RecordModelReply c) => Encoding.UTF8.GetByteCount(c.Text) + c.Calls.Sum(call => (long)Encoding.UTF8.GetByteCount(call.Arguments) + Encoding.UTF8.GetByteCount(call.Name));

    private static Ruling<RunEvent> RecordFailure(RunCommand.RecordModelFailure c, Run run)
    {
        if (run.Model is not { } attempt || attempt.Step != c.Step || attempt.Attempt != c.Attempt) return Nothing;
        return FailAttempt(run, attempt, c.Code, c.Message, c.MayRetry, c.WasSent ? attempt.Reserve : default, c.RetryAfter, c.ActiveMs, c.At);
    }

    private static Ruling<RunEvent> FailAttempt(
        Run run, ModelAttempt attempt, string code, string message, bool mayRetry, Usage charged, TimeSpan retryAfter, double activeMs, DateTimeOffset at)
    {
        var another = attempt.FallOver.FirstOrDefault();
        var isWorthThePause = retryAfter <= LongestPause && run.TimeLeft - TimeSpan.FromMilliseconds(activeMs) - retryAfter >= StopConditions.LeastTime;
        var again = mayRetry && run.FailedOnRoute + 1 < ModelAttempts && (another is null || (isWorthThePause && code != Silent));
        var failed = again
            ? new RunEvent.ModelFailed(attempt.Step, attempt.Attempt, code, message, true, charged, at + retryAfter, activeMs, at)
            : new RunEvent.ModelFailed(attempt.Step, attempt.Attempt, code, message, another is not null, charged, null, activeMs, at) { FallsOverTo = another };
        if (run.Cancelling is not null) return Accept(run, failed);
        // Where the run has less time than the pause takes, it is not waited for, and a person is asked at once.
        if (StopConditions.WallClock(RunEvolution.Evolve(run, failed)) is { } halt) return Accept(run, failed, new RunEvent.Halted(halt.Reason, halt.Message, at));
        return failed.MayRetry ? Accept(run, failed) : Accept(run, failed, new RunEvent.Failed(code, message, at));
    }
}
