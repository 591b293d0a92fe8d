using System.Numerics;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Delegation;

/// <summary>A child run as its parent knows it.</summary>
/// <param name="Share">What was reserved for it.</param>
/// <param name="Standing">What was last heard of it.</param>
public sealed record Child(string CallId, string RunId, string Agent, Payload Task, RunLimits Limits, Share Share, Answers.AnswerNeeds AnswerNeeds, ChildStanding Standing)
{
    /// <summary>When it was last heard of, or was to be started.</summary>
    public DateTimeOffset HeardAt { get; init; }

    /// <summary>What its agent was when it was to be started, part by part; null where nobody wrote it down.</summary>
    public string? AgentPrint { get; init; }

    /// <summary>The answers that a pipeline will take of it; null where no pipeline asks.</summary>
    public Pipelines.Choice? Choice { get; init; }

    public bool IsOpen => !Standing.HasEnded;

    /// <summary>What people granted it and those below it; once it has ended, what it used of that beyond its share. The rest is nobody's: it was granted for this.</summary>
    public Grant Granted => IsOpen ? Standing.Granted : new(
        Used(Standing.Granted.Iterations, Standing.Steps - Share.Steps), Used(Standing.Granted.Tokens, Standing.Usage.Tokens - Share.Tokens),
        Used(Standing.Granted.CostUsd, Standing.Usage.CostUsd - Share.CostUsd), Used(Standing.Granted.WallClockSeconds, Standing.ActiveMs / 1_000 - Share.WallClockSeconds));

    /// <summary>What it takes of the parent's tokens and money: all that it may use while it is open, what it used once it has ended.</summary>
    public Usage Charge => IsOpen ? new(Share.Tokens + Standing.Granted.Tokens, 0, 0, Share.CostUsd + Standing.Granted.CostUsd) : Standing.Usage;

    /// <summary>Likewise of the steps of the tree.</summary>
    public int StepsCharged => IsOpen ? Share.Steps + Standing.Granted.Iterations : Standing.Steps;

    /// <summary>Time at work that is kept for it. What it has used of it stands in the parent's own.</summary>
    public TimeSpan TimeReserved => !IsOpen ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Max(0, Share.WallClockSeconds + Standing.Granted.WallClockSeconds - Standing.ActiveMs / 1_000));

    private static T Used<T>(T granted, T beyondShare) where T : INumber<T> => T.Clamp(beyondShare, T.Zero, granted);
}
