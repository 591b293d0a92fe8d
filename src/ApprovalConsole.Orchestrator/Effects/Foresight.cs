using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>What a turn can settle before it commits: verdicts that need nothing from the world, and the intents of what does. One commit
/// from a decision to its call, instead of one for each step between.</summary>
internal sealed class Foresight(IEnumerable<IPerformer> performers, ILogger<Foresight> log)
{
    public Foreseen Continue(Run run)
    {
        var events = ImmutableArray.CreateBuilder<RunEvent>();
        var performances = ImmutableArray.CreateBuilder<Performance>();
        var tried = new HashSet<Effect>();
        while (RunDue.WorkOf(run).FirstOrDefault(e => !tried.Contains(e)) is { } effect)
        {
            tried.Add(effect);
            if (Prepare(run, effect) is not { } prepared) continue;
            if (RunDecider.Decide(prepared.Command, run) is not Ruling<RunEvent>.Accepted { Events: { IsEmpty: false } more }) continue;
            events.AddRange(more);
            run = more.Aggregate(run, RunEvolution.Evolve);
            if (prepared.Performance is { } performance && more.Any(e => e is RunEvent.ModelIntended or RunEvent.CallIntended)) performances.Add(performance);
        }

        return new(run, events.ToImmutable(), performances.ToImmutable());
    }

    /// <summary>What cannot even be prepared must not keep what has happened from being written down.</summary>
    private Prepared? Prepare(Run run, Effect effect)
    {
        try
        {
            return performers.Select(p => p.Prepare(run, effect)).FirstOrDefault(p => p is not null);
        }
        catch (Exception e)
        {
            log.LogError(e, "{Effect} of run {RunId} cannot be prepared; the run stands still.", effect.GetType().Name, run.Id);
            return null;
        }
    }
}

/// <summary>Where a turn leads.</summary>
internal sealed record Foreseen(Run Run, ImmutableArray<RunEvent> Events, ImmutableArray<Performance> Performances);

/// <summary>Does one kind of effect and reports back with a command.</summary>
internal interface IPerformer
{
    /// <summary>The command that writes the effect down, and what is to be done once it is committed.</summary>
    /// <returns>Null where the effect is not this performer's, or its time has not come.</returns>
    Prepared? Prepare(Run run, Effect effect);
}

/// <param name="Performance">Null where the command is all there is to do.</param>
internal sealed record Prepared(RunCommand Command, Performance? Performance = null);
