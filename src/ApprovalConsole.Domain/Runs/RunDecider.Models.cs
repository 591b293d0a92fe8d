namespace ApprovalConsole.Domain.Runs;

/// <summary>Model calls: reserved before, settled after.</summary>
public static partial class RunDecider
{
    /// <summary>Attempts at one reply, the first included.</summary>
    public const int ModelAttempts = 3;

    private static Ruling<RunEvent> BeginModelCall(RunCommand.BeginModelCall c, Run run)
    {
        var due = RunDue.WorkOf(run).OfType<Effect.AskModel>().SingleOrDefault();
        if (due is null || due.Step != c.Step || due.Attempt != c.Attempt || due.NotBefore > c.At) return Nothing;
        if (StopConditions.BeforeReply(run) is { } halt) return Accept(run, new RunEvent.Halted(halt.Reason, halt.Message, c.At));
        var clamped = StopConditions.OutputWithin(run.Limits, run.Usage, c.InputTokens, c.OutputTokensWanted, c.Price, out var cap);
        if (cap is not null) return Accept(run, new RunEvent.Halted(cap.Reason, cap.Message, c.At));
        return Accept(run, new RunEvent.ModelIntended(
            c.Step, c.Attempt, due.Purpose, c.Route, c.Model, c.Price, c.InputTokens, clamped, c.Price.Of(c.InputTokens, 0, clamped),
            c.Owner, c.Deadline, c.At));
    }

    private static Ruling<RunEvent> RecordReply(RunCommand.RecordModelReply c, Run run)
    {
        if (run.Model is not { } attempt || attempt.Step != c.Step || attempt.Attempt != c.Attempt) return Nothing;
        var reported = c.Usage is { IsPlausible: true };
        var usage = reported && c.Usage is { } u ? new Usage(u.Input, u.CachedInput, u.Output, attempt.Price.Of(u.Input, u.CachedInput, u.Output)) : attempt.Reserve;
        if (c.Calls.IsEmpty && string.IsNullOrWhiteSpace(c.Text))
            return FailAttempt(run, attempt, "emptyReply", "The model answered with neither words nor calls.", mayRetry: true, usage, TimeSpan.Zero, c.ActiveMs, c.At);
        var replied = new RunEvent.ModelReplied(
            c.Step, c.Attempt, c.Text,
            [.. c.Calls.Select((call, i) => new RequestedCall($"{run.Id}.{c.Step}.{i + 1}", call.ProviderCallId, call.Name, call.Arguments))],
            usage, reported, c.FinishReason, c.ActiveMs, c.At);
        return c.Calls.IsEmpty && run.Cancelling is null
            ? Accept(run, replied, new RunEvent.Completed(c.Text, c.At))
            : Accept(run, replied);
    }

    private static Ruling<RunEvent> RecordFailure(RunCommand.RecordModelFailure c, Run run)
    {
        if (run.Model is not { } attempt || attempt.Step != c.Step || attempt.Attempt != c.Attempt) return Nothing;
        return FailAttempt(run, attempt, c.Code, c.Message, c.MayRetry, c.WasSent ? attempt.Reserve : default, c.RetryAfter, c.ActiveMs, c.At);
    }

    private static Ruling<RunEvent> FailAttempt(
        Run run, ModelAttempt attempt, string code, string message, bool mayRetry, Usage charged, TimeSpan retryAfter, double activeMs, DateTimeOffset at)
    {
        var again = mayRetry && attempt.Attempt < ModelAttempts;
        var failed = new RunEvent.ModelFailed(attempt.Step, attempt.Attempt, code, message, again, charged, again ? at + retryAfter : null, activeMs, at);
        if (again || run.Cancelling is not null) return Accept(run, failed);
        var after = RunEvolution.Evolve(run, failed);
        return StopConditions.WallClock(after) is { } halt
            ? Accept(run, failed, new RunEvent.Halted(halt.Reason, halt.Message, at))
            : Accept(run, failed, new RunEvent.Failed(code, message, at));
    }
}
