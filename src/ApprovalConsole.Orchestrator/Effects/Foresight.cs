using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Stops;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>What a turn can settle before it commits: verdicts for which all is known, and the intents of what they let go. One commit from a decision
/// to its call, instead of one for each step between. What has yet to be looked up is left due, and asked outside of the turn.</summary>
internal sealed class Foresight(IEnumerable<IPerformer> performers, Deciding decide, Halts halts, BudgetBook budgets, Node node, TimeProvider time, ILogger<Foresight> log)
{
    /// <param name="known">Answers that this turn was brought; they hold for this turn only.</param>
    /// <param name="blocked">Calls that would go and have to wait, each with what says so.</param>
    /// <param name="counts">What the budgets' counters say; null where nobody has looked.</param>
    public Foreseen Continue(Run run, Knowledge known, IReadOnlyDictionary<string, RunCommand.BlockCall>? blocked = null, BudgetCounts? counts = null)
    {
        var events = ImmutableArray.CreateBuilder<RunEvent>();
        var performances = ImmutableArray.CreateBuilder<Performance>();
        var inquiries = ImmutableArray.CreateBuilder<Inquiring>();
        var (seen, isHeld, isShort) = (halts.Now, false, false);
        var after = FollowOn.Of(run, Settle);
        return new(after, events.ToImmutable(), performances.ToImmutable(), inquiries.ToImmutable(), seen, isHeld) { WaitsForBudget = isShort };

        ImmutableArray<RunEvent> Settle(Run run, Effect effect)
        {
            if (halts.Of(run, effect, seen) is not null)
            {
                isHeld = true; // it stays due
                return [];
            }

            var block = effect is Effect.CallTool { CallId: var id } ? blocked?.GetValueOrDefault(id) : null;
            if ((block is null ? Prepare(run, effect, known) : new(block)) is not { } prepared) return [];
            if (prepared.Inquiring is { } inquiring) inquiries.Add(inquiring);
            if (Budgeted(run, prepared.Command, counts) is not { } command || decide(command, run) is not Ruling<RunEvent>.Accepted { Events: var more }) return [];
            isShort |= more.IsEmpty && command is RunCommand.BeginModelCall { Budgets.IsEmpty: false };
            events.AddRange(more);
            if (prepared.Performance is { } performance && more.Any(e => e is RunEvent.ModelIntended or RunEvent.CallIntended)) performances.Add(performance);
            return more;
        }
    }

    private RunCommand? Budgeted(Run run, RunCommand? command, BudgetCounts? counts) =>
        command is RunCommand.BeginModelCall call ? call with { Budgets = budgets.For(run.Agent, call.At, counts) } : command;

    /// <summary>What cannot even be prepared must neither keep what has happened from being written down, nor the run from its end.</summary>
    private Prepared? Prepare(Run run, Effect effect, Knowledge known)
    {
        try
        {
            return performers.Select(p => p.Prepare(run, effect, known)).FirstOrDefault(p => p is not null);
        }
        catch (Exception e)
        {
            log.LogError(e, "{Effect} of run {RunId} cannot be prepared.", effect.GetType().Name, run.Id);
            return new(Hopeless.InsteadOf(run, effect, node.Self, time.GetUtcNow()));
        }
    }
}

/// <summary>Where a turn leads.</summary>
/// <param name="Inquiries">What has to be looked up before more can be said.</param>
/// <param name="Seen">The stops that let the intents go: they must still be so when the intents are written.</param>
/// <param name="IsHeld">Something that is due may not begin.</param>
internal sealed record Foreseen(
    Run Run, ImmutableArray<RunEvent> Events, ImmutableArray<Performance> Performances, ImmutableArray<Inquiring> Inquiries, StopList Seen, bool IsHeld)
{
    /// <summary>Where the run stands still.</summary>
    public static Foreseen Nothing(Run run, StopList seen) => new(run, [], [], [], seen, false);

    /// <summary>A model call is due that does not fit beside those that are out, or whose budgets nobody has counted.</summary>
    public bool WaitsForBudget { get; init; }
}

/// <summary>Does one kind of effect and reports back with a command.</summary>
internal interface IPerformer
{
    /// <summary>The command that writes the effect down, and what is to be done once it is committed.</summary>
    /// <param name="known">What has been looked up for this turn.</param>
    /// <returns>Null where the effect is not this performer's, or its time has not come.</returns>
    Prepared? Prepare(Run run, Effect effect, Knowledge known);
}

/// <param name="Command">Null where something has to be looked up first.</param>
/// <param name="Performance">Null where the command is all there is to do.</param>
internal sealed record Prepared(RunCommand? Command, Performance? Performance = null)
{
    public Inquiring? Inquiring { get; private init; }

    /// <summary>The effect stays due until the run's next turn brings the answers.</summary>
    public static Prepared Asking(Inquiring inquiring) => new((RunCommand?)null) { Inquiring = inquiring };
}

/// <summary>Look-ups that an effect waits for.</summary>
/// <param name="Key">Of the effect: while its look-ups are under way they are not begun again.</param>
/// <param name="Assess">Puts the questions.</param>
internal sealed record Inquiring(string Key, Principal Principal, Func<Knowledge, Assessment> Assess);
