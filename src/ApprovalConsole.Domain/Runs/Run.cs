using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;

namespace ApprovalConsole.Domain.Runs;

/// <summary>One task of an agent for a principal: the fold of its events. Nothing in it is stored.</summary>
public sealed record Run
{
    public static readonly Run Initial = new();

    public string Id { get; init; } = "";

    public RunKind Kind { get; init; }

    public string? ParentRunId { get; init; }

    public string Agent { get; init; } = "";

    /// <summary>Where a child run comes from; null for all others.</summary>
    public Ancestry? Ancestry { get; init; }

    /// <summary>The flow that it follows, as it was when it began; null where an agent works on it.</summary>
    public Pipeline? Pipeline { get; init; }

    /// <summary>The waits of its pipeline that were begun, by node.</summary>
    public ImmutableDictionary<string, NodeWait> Waits { get; init; } = ImmutableDictionary<string, NodeWait>.Empty;

    /// <summary>Where its pipeline stands, for a run whose values are hidden: they would lead another way. Null: it is walked.</summary>
    public FlowWalk? Walked { get; init; }

    /// <summary>The walk of this state or of one before it: what was over then is over. It is no part of the state, only what was worked out of it.</summary>
    internal FlowWalk? LastWalk { get; set; }

    /// <summary>Likewise of its open calls, which are asked for again and again.</summary>
    internal OpenCalls? LastOpen { get; set; }

    /// <summary>How it goes on where its agent runs elsewhere; null where it does not.</summary>
    public OutsideSession? Session { get; init; }

    /// <summary>Its calls are no steps that close one after the other: the nodes of a pipeline, and the calls of an agent elsewhere, wait for each other only where somebody says so.</summary>
    public bool HasLooseCalls => Pipeline is not null || Kind is RunKind.External;

    /// <summary>When it ends, unless a call comes before; null where it does not end like this, or not while it is as it is.</summary>
    public DateTimeOffset? IdleUntil => this is { Session: { } session, End: null, Halt: null, Cancelling: null } && OpenStep.IsEmpty ? UpdatedAt + session.IdleAfter : null;

    /// <summary>The calls of its pipeline's nodes, by path.</summary>
    public ImmutableDictionary<string, string> NodeCalls { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What a node of its pipeline asked for; null where it was not begun.</summary>
    public ToolCall? CallOf(string node) => NodeCalls.TryGetValue(node, out var id) ? Calls[id] : null;

    /// <summary>The answers that a pipeline which asked it will take; null where none asked.</summary>
    public Choice? Choice { get; init; }

    /// <summary>What its agent was when it began, part by part; null where nobody wrote it down.</summary>
    public string? AgentPrint { get; init; }

    /// <summary>Its own agent and those of all runs above it: it may do what all of them may.</summary>
    public IEnumerable<string> Agents => Ancestry is null ? [Agent] : [.. Ancestry.Chain.Select(a => a.Agent), Agent];

    /// <summary>The first run of the tree that it is part of; null where it works for no other and none works for it.</summary>
    public string? TreeRoot => Ancestry?.Root ?? (Children.IsEmpty ? null : Id);

    /// <summary>Generations above it.</summary>
    public int Depth => Ancestry?.Chain.Length ?? 0;

    public Principal OnBehalfOf { get; init; } = new("", [], "{}");

    public Payload Input { get; init; } = "";

    public Payload Metadata { get; init; } = "{}";

    public Actor RequestedBy { get; init; } = Actor.Console;

    /// <summary>What the agent's settings said of its answers when the run started; they hold for the whole run.</summary>
    public AnswerNeeds AnswerNeeds { get; init; }

    /// <summary>How it talks with its principal.</summary>
    public ConversationTerms Conversation { get; init; } = ConversationTerms.Usual;

    /// <summary>What the principal said after the input, in order.</summary>
    public ImmutableArray<Message> Messages { get; init; } = [];

    /// <summary>Where the run stood when its principal last spoke.</summary>
    public MessageStart MessageStart { get; init; } = MessageStart.OfInput;

    /// <summary>The last answer that it gave out and did not end with; null where there is none.</summary>
    public GivenAnswer? Answered { get; init; }

    /// <summary>It works for a principal that can be spoken with, and not for another run.</summary>
    public bool TakesMessages => this is { Kind: RunKind.Agent, ParentRunId: null, Ancestry: null, Choice: null };

    public bool HasRoomForMessage => Messages.Length < Conversation.Messages;

    /// <summary>What the model is told right before a step. What answers a question stands as that call's result instead.</summary>
    public IEnumerable<Message> SaidBefore(int step) => Messages.Where(m => m.BeforeStep == step && m.Answers.Count == 0);

    /// <summary>Something was said that no reply so far knows of.</summary>
    public bool HasUnheard => Messages is [.., var last] && last.BeforeStep > Steps.Length;

    /// <summary>It has answered all that was said.</summary>
    public bool IsAnswered => Answered?.Step == Steps.Length && !HasUnheard;

    /// <summary>Calls that wait for the principal's word.</summary>
    public ImmutableArray<ToolCall> Questions => Steps.IsEmpty || HasLooseCalls ? [] : [.. CallsOf(Steps[^1]).Where(c => c is { Status: CallStatus.Ready, AsksPrincipal: true })];

    /// <summary>How long it waits for its principal; null where it does not, or not while it is as it is.</summary>
    public DateTimeOffset? PrincipalUntil => this is { End: null, Halt: null, Cancelling: null } && (IsAnswered || !Questions.IsEmpty) && Status is RunStatus.AwaitingInput ? UpdatedAt + Conversation.EndsAfter : null;

    public RunLimits OriginalLimits { get; init; } = new();

    public Grant Granted { get; init; } = new();

    /// <summary>What people granted a child is added to what the run as a whole may use, as long as the child may use it or did; its steps are not the run's own.</summary>
    public RunLimits Limits => Children.IsEmpty ? Granted.AddTo(OriginalLimits) : Children.Values.Aggregate(Granted, (sum, c) => sum + c.Granted with { Iterations = 0 }).AddTo(OriginalLimits);

    /// <summary>Those limits, as far as they go for what the principal said last.</summary>
    public RunLimits LimitsNow => Conversation.PerMessage is { } caps ? caps.Within(this) : Limits;

    public ImmutableArray<Step> Steps { get; init; } = [];

    public ImmutableDictionary<string, ToolCall> Calls { get; init; } = ImmutableDictionary<string, ToolCall>.Empty;

    public ImmutableDictionary<string, Proposal> Proposals { get; init; } = ImmutableDictionary<string, Proposal>.Empty;

    /// <summary>The model call that is out.</summary>
    public ModelAttempt? Model { get; init; }

    /// <summary>The attempts that brought no reply since the last step.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>Those of them with the route that is asked now.</summary>
    public int FailedOnRoute { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Since when the run has waited for <see cref="RetryAt"/>; null where it does not.</summary>
    public DateTimeOffset? PausedFrom { get; init; }

    /// <summary>How long it waits in all before the model is asked again. Kept of its time while it lasts, and at work when it is over.</summary>
    public TimeSpan Pause => PausedFrom is { } from && RetryAt > from ? RetryAt.Value - from : TimeSpan.Zero;

    /// <summary>Routes that did not answer, by name.</summary>
    public ImmutableDictionary<string, ClosedRoute> ClosedRoutes { get; init; } = ImmutableDictionary<string, ClosedRoute>.Empty;

    public Usage Usage { get; init; }

    /// <summary>Child runs, by the call that each of them answers.</summary>
    public ImmutableDictionary<string, Child> Children { get; init; } = ImmutableDictionary<string, Child>.Empty;

    public IEnumerable<Child> OpenChildren => Children.IsEmpty ? [] : Children.Values.Where(c => c.IsOpen);

    /// <summary>What the run's limits are used up by: its own replies, what its children used, and what is reserved for those at work.</summary>
    public Usage Spent => Children.Values.Aggregate(Usage, (sum, c) => sum + c.Charge);

    /// <summary>What the run and all that have worked for it used, as far as it has heard: without what is only reserved.</summary>
    public Usage UsedInAll => Children.Values.Aggregate(Usage, (sum, c) => sum + c.Standing.Usage);

    /// <summary>Replies of models. A pipeline has none of its own, nor has an agent elsewhere any here.</summary>
    public int StepsTaken => HasLooseCalls ? 0 : Steps.Length;

    /// <summary>Steps of the run and of all that have worked for it, as far as it has heard.</summary>
    public int TreeStepsTaken => StepsTaken + Children.Values.Sum(c => c.Standing.Steps);

    /// <summary>Steps that the run and all below it may take together. A pipeline's are all for those that it asks.</summary>
    public int TreeSteps => (Ancestry?.TreeSteps ?? (Pipeline is null ? Share.TreeFactor : 1) * OriginalLimits.Iterations) + Granted.Iterations + Children.Values.Sum(c => c.Granted.Iterations);

    /// <summary>Those that may still go to children: its own are kept for the run.</summary>
    public int TreeStepsLeft => TreeSteps - (Pipeline is null ? Limits.Iterations : 0) - Children.Values.Sum(c => c.StepsCharged);

    /// <summary>Time at work that is neither used nor kept for a child or a pause.</summary>
    public TimeSpan TimeLeft => Children.Values.Aggregate(LimitsNow.WallClock - Active - Pause, (left, c) => left - c.TimeReserved);

    /// <summary>Time in which a model or tool was at work, of the run or of a child.</summary>
    public TimeSpan Active { get; init; }

    /// <summary>Up to when <see cref="Active"/> has been counted.</summary>
    public DateTimeOffset ActiveReadAt { get; init; }

    public Progress Progress { get; init; } = Progress.None;

    /// <summary>Effects that a person has denied: <see cref="Tools.CallTerms.EffectHash"/>.</summary>
    public ImmutableHashSet<string> DeniedEffects { get; init; } = [];

    /// <summary>Fingerprint of each decision by its id.</summary>
    public ImmutableDictionary<string, string> Decisions { get; init; } = ImmutableDictionary<string, string>.Empty;

    public Halt? Halt { get; init; }

    public RunEvent.CancelRequested? Cancelling { get; init; }

    public RunEnd? End { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Events so far; also the version of the stream.</summary>
    public int Version { get; init; }

    public bool IsStarted => Id.Length > 0;

    public decimal ReservedUsd => Model?.ReservedUsd ?? 0;

    /// <summary>The last step's calls in the model's order; where they are loose all that are not settled.</summary>
    public ImmutableArray<ToolCall> OpenStep => Steps.IsEmpty ? [] : HasLooseCalls ? OpenCalls.Of(this) : CallsOf(Steps[^1]);

    /// <summary>The call that stands for the answer, where one waits or waited in the last step.</summary>
    public ToolCall? Answer => OpenStep is [{ IsAnswer: true } answer] ? answer : null;

    public IEnumerable<Proposal> PendingProposals => Proposals.IsEmpty ? [] : Proposals.Values.Where(p => p.IsPending).OrderBy(p => p.RequestedAt).ThenBy(p => p.Id, StringComparer.Ordinal);

    /// <summary>One proposal more may wait.</summary>
    public bool HasRoomForProposal => PendingProposals.Count() < Limits.OpenProposals;

    public bool HasUnknown => HasAny(CallStatus.Unknown);

    /// <summary>Its personal texts were erased: what it did cannot be followed any more.</summary>
    public bool HasErasedWords => Input.IsErased;

    /// <summary>Since when more has been added to <see cref="Active"/> than it says: what is at work now began then, or has been counted up to then. Null while nothing is.</summary>
    public DateTimeOffset? AtWorkSince
    {
        get
        {
            var began = Calls.Values.Where(c => c.Status is CallStatus.Out).Select(c => c.Intent?.At).Append(Model?.At).Append(PausedFrom).Min();
            return End is null && began < ActiveReadAt ? ActiveReadAt : End is null ? began : null;
        }
    }

    /// <summary>A model or a tool is at work.</summary>
    public bool IsOut => Model is not null || HasAny(CallStatus.Out);

    // Asked for many times a turn: without an iterator for each.
    private bool HasAny(CallStatus status)
    {
        foreach (var (_, call) in Calls)
            if (call.Status == status) return true;
        return false;
    }

    public ImmutableArray<ToolCall> CallsOf(Step step) => [.. step.CallIds.Select(id => Calls[id])];

    /// <summary>First match: ended › halted › unknown › something due or out › waiting for people; the last three also in a child. A child that is halted is the run's wait.</summary>
    public RunStatus Status => this switch
    {
        { End: { } end } => end.Status,
        { Halt: not null } => RunStatus.Halted,
        { HasUnknown: true } => RunStatus.OutcomeUnknown,
        _ when OpenChildren.Any(c => c.Standing.Status is RunStatus.OutcomeUnknown) => RunStatus.OutcomeUnknown,
        { IsOut: true } => RunStatus.Running,
        _ when RunDue.WorkOf(this).Any() || OpenChildren.Any(c => c.Standing.Status is RunStatus.Running) => RunStatus.Running,
        _ when IsAnswered || !Questions.IsEmpty => RunStatus.AwaitingInput,
        _ when OpenChildren.Any() || Proposals.Values.Any(p => p.IsPending) => RunStatus.AwaitingDecision,
        { Session: not null, OpenStep.IsEmpty: true } => RunStatus.AwaitingInput,
        _ => RunStatus.Running,
    };

    /// <summary>What people answered and, once approved, what became of the call.</summary>
    public ProposalStatus StatusOf(Proposal proposal)
    {
        var call = Calls[proposal.CallId];
        if (proposal.Answered is not ProposalStatus.Approved || call.ProposalId != proposal.Id) return proposal.Answered;
        return call.Status switch
        {
            CallStatus.Out => ProposalStatus.Executing,
            CallStatus.Succeeded or CallStatus.Responded => ProposalStatus.Executed,
            CallStatus.Failed or CallStatus.Refused => ProposalStatus.Failed,
            CallStatus.Unknown => ProposalStatus.OutcomeUnknown,
            CallStatus.Withdrawn => ProposalStatus.Withdrawn,
            CallStatus.Expired => ProposalStatus.Expired,
            _ => ProposalStatus.Approved,
        };
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Text">The answer, or why there is none.</param>
public sealed record RunEnd(RunStatus Status, Payload Text, DateTimeOffset At);
