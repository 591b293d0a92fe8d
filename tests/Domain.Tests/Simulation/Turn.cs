using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>One turn of a run, decided and not yet written: what it has to hear, what the command does, and what follows from it at once. Every word in it is the domain's.</summary>
internal sealed class Turn
{
    /// <summary>Stands for the console's mark on what people decided: whoever writes into the database does not have it.</summary>
    public const string Seal = "sealed";

    private readonly FaultyWorld _world;
    private readonly ConsoleProcess _process;
    private readonly IReadOnlyDictionary<string, string> _blockedBy;
    private readonly ImmutableArray<RunEvent>.Builder _events = ImmutableArray.CreateBuilder<RunEvent>();
    private readonly IReadOnlyList<Run> _others;

    public Turn(FaultyWorld world, ConsoleProcess process, Run before, RunCommand command, IReadOnlyDictionary<string, string> blockedBy)
    {
        (_world, _process, _blockedBy, Before, After, Tools, DecidedAt) = (world, process, blockedBy, before, before, world.Tools.InForce, world.Time.Now);
        Root = command is RunCommand.Start { Ancestry: { } ancestry } && !before.IsStarted ? ancestry.Root : before.TreeRoot;
        _others = world.Journal.OthersOfTree(Root, command is RunCommand.Start start ? start.RunId : before.Id);
        Premises = new(Root, world.Journal.SaidOutsideOfRuns, SharedJournal.Said(_others), id => After.Calls[id].IsWrite ? After.Calls[id].Terms!.EffectHash : null);

        if (before.IsStarted) Hear();
        Ruling = IsKeptOut(command) ? new Ruling<RunEvent>.Refused(new(RefusalCode.SeparationOfDuties, "Kept out.")) : world.Decide(Informed(command), After);
        if (Ruling is Ruling<RunEvent>.Accepted { Events: var decided })
        {
            Add([.. decided.Select(Marked)]);
            if (!before.IsStarted) Hear();
        }
        else if (_events.Count == 0)
        {
            return;
        }

        After = FollowOn.Of(After, Settle);
    }

    public Ruling<RunEvent> Ruling { get; }

    public Run Before { get; }

    public Run After { get; private set; }

    public ImmutableArray<RunEvent> Events => _events.ToImmutable();

    public Premises Premises { get; }

    public string? Root { get; }

    /// <summary>The tools and policies that were in force.</summary>
    public IReadOnlyDictionary<string, Tool> Tools { get; }

    /// <summary>In the world's time.</summary>
    public DateTimeOffset DecidedAt { get; }

    public static Verdict VerdictOf(Run run, ToolCall call, string arguments, IReadOnlyDictionary<string, Tool> tools)
    {
        var context = Contexts.Of(run.OnBehalfOf) with { Evidence = new(() => Evidence.Before(run, call.Step)) };
        return call.IsAnswer ? AnswerGate.Assess(run, call, arguments, context)
            : call.IsQuestion ? ChooseTool.Assess(arguments, context)
            : CallValidator.Assess(call.Name, arguments, [.. tools.Select(t => (t.Key, t.Value)), (DelegateTool.Name, Story.Delegate), (DelegateTool.Id, Story.Delegate), .. run.Choice is { } choice ? new[] { (DecideTool.Name, DecideTool.For(choice)) } : [], (DoneTool.Name, DoneTool.Tool), (AskUserTool.Name, AskUserTool.Tool)], context).Verdict!;
    }

    /// <summary>Whoever is blocked decides nothing, and a child that was cancelled before it began never begins.</summary>
    private bool IsKeptOut(RunCommand command) => command switch
    {
        RunCommand.RecordDecision { By: var by } => _world.People.IsBlocked(by),
        RunCommand.Start { Ancestry: { } ancestry } => !Before.IsStarted && _others.Any(o => o.Cancelling is not null && ancestry.Chain.Any(a => a.RunId == o.Id)),
        _ => false,
    };

    private RunCommand Informed(RunCommand command) => command is not RunCommand.GrantMore grant || Root is null ? command : grant with
    {
        Tree = new(_others.Aggregate(new Grant(), (sum, r) => sum + r.Granted), _world.Journal.Read(Root).OriginalLimits),
    };

    private void Hear()
    {
        var at = _process.Clock;
        if (!After.Proposals.IsEmpty) Take(new RunCommand.VoidApprovals(_world.People.Blocked, at));
        if (After.End is null && _others.SelectMany(o => o.DeniedEffects).Except(After.DeniedEffects).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } denied) Take(new RunCommand.DenyEffects([.. denied], at));
        if (After.Ancestry is { } ancestry && _others.FirstOrDefault(o => o.Cancelling is not null && ancestry.Chain.Any(a => a.RunId == o.Id)) is { Cancelling: { } cancelling })
            Take(new RunCommand.Cancel(cancelling.By, cancelling.Reason, at));
    }

    private void Take(RunCommand order)
    {
        if (_world.Decide(order, After) is Ruling<RunEvent>.Accepted { Events: var heard }) Add(heard);
    }

    private void Add(ImmutableArray<RunEvent> events)
    {
        _events.AddRange(events);
        After = events.Aggregate(After, RunEvolution.Evolve);
    }

    private ImmutableArray<RunEvent> Settle(Run run, Effect effect)
    {
        if (_world.People.Holds(run, effect) || OrderOf(run, effect) is not { } order || _world.Decide(order, run) is not Ruling<RunEvent>.Accepted { Events: var more }) return [];
        _events.AddRange(more);
        return more;
    }

    private RunCommand? OrderOf(Run run, Effect effect)
    {
        var now = _process.Clock;
        switch (effect)
        {
            case { NotBefore: { } later } when later > now:
                return null;
            case Effect.AskModel ask:
                return _world.Models.Order(run, ask, _process.Self, now);
            case Effect.ValidateCall { CallId: var id }:
                return new RunCommand.RecordVerdict(id, VerdictOf(run, run.Calls[id], run.Calls[id].Asked.ToString(), Tools), now);
            case Effect.StartChild { CallId: var id }:
                return new RunCommand.BeginChild(id, new() { Iterations = 3, Tokens = 40_000, CostUsd = 0.2m }, run.Depth == 0, AnswerNeeds.Nothing, now);
            case Effect.CallTool { CallId: var id } when _blockedBy.TryGetValue(id, out var by):
                return new RunCommand.BlockCall(id, by, now);
            case Effect.CallTool { CallId: var id }:
                return new RunCommand.BeginToolCall(id, VerdictOf(run, run.Calls[id], run.Calls[id].Arguments!.Value.ToString(), Tools), IsGenuine(run, run.Calls[id]), _process.Self, now);
            case Effect.Advance { Step: var step }:
                return new RunCommand.Advance(step, now);
            case Effect.AskProbe { CallId: var id }:
                return new RunCommand.RecordProbe(id, run.Calls[id].ExecutionId, _world.Tools.Probed(run.Calls[id], now), now);
            default:
                return null;
        }
    }

    private static bool IsGenuine(Run run, ToolCall call) => call.ProposalId is not { } id || run.Proposals[id].Approvals.All(a => a.Mac == Seal);

    private static RunEvent Marked(RunEvent e) => e switch
    {
        RunEvent.ProposalApproved approved => approved with { Mac = Seal },
        RunEvent.ProposalEdited edited => edited with { Mac = Seal },
        _ => e,
    };
}
