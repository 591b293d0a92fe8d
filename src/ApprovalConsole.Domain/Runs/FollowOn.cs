using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Where a run leads by itself: each effect that is due is looked at once, and what is settled of it at once can make others due.</summary>
public static class FollowOn
{
    /// <param name="settle">What an effect adds now; nothing where it stays due.</param>
    /// <returns>The run as those events leave it.</returns>
    public static Run Of(Run run, Func<Run, Effect, ImmutableArray<RunEvent>> settle)
    {
        var tried = new HashSet<Effect>();
        while (RunDue.OwnOf(run).FirstOrDefault(e => !tried.Contains(e)) is { } effect)
        {
            tried.Add(effect);
            run = settle(run, effect).Aggregate(run, RunEvolution.Evolve);
        }

        return run;
    }
}
