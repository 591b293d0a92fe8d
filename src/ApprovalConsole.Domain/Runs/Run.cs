using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;

namespace ApprovalConsole.Domain.Runs;

/// <summary>One task of an agent for a principal: the fold of its events. Nothing in it is stored.</summary>
public sealed record Run
{
    public static readonly Run Initial = new();

    public string Id { get; init; } = "";

    public RunKind Kind { get; init; }

    public string? ParentRunId { get; init; }

    public string Agent { get; init; } = "";

    public Principal OnBehalfOf { get; init; } = new("", [], "{}");

    public Payload Input { get; init; } = "";

    public Payload Metadata { get; init; } = "{}";

    public Actor RequestedBy { get; init; } = Actor.Console;

    /// <summary>What the agent's settings said of its answers when the run started; they hold for the whole run.</summary>
    public AnswerNeeds AnswerNeeds { get; init; }

    public RunLimits OriginalLimits { get; init; } = new();

    public Grant Granted { get; init; } = new();

    public RunLimits Limits => Granted.AddTo(OriginalLimits);

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

    /// <summary>Routes that did not answer, by name.</summary>
    public ImmutableDictionary<string, ClosedRoute> ClosedRoutes { get; init; } = ImmutableDictionary<string, ClosedRoute>.Empty;

    public Usage Usage { get; init; }

    /// <summary>Time in which a model or tool was at work.</summary>
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

    /// <summary>The last step's calls in the model's order.</summary>
    public ImmutableArray<ToolCall> OpenStep => Steps.IsEmpty ? [] : CallsOf(Steps[^1]);

    /// <summary>The call that stands for the answer, where one waits or waited in the last step.</summary>
    public ToolCall? Answer => OpenStep is [{ IsAnswer: true } answer] ? answer : null;

    public IEnumerable<Proposal> PendingProposals => Proposals.Values.Where(p => p.IsPending).OrderBy(p => p.RequestedAt).ThenBy(p => p.Id, StringComparer.Ordinal);

    public bool HasUnknown => Calls.Values.Any(c => c.Status is CallStatus.Unknown);

    /// <summary>A model or a tool is at work.</summary>
    public bool IsOut => Model is not null || Calls.Values.Any(c => c.Status is CallStatus.Out);

    public ImmutableArray<ToolCall> CallsOf(Step step) => [.. step.CallIds.Select(id => Calls[id])];

    /// <summary>First match: ended › halted › unknown › something due or out › waiting for people.</summary>
    public RunStatus Status => this switch
    {
        { End: { } end } => end.Status,
        { Halt: not null } => RunStatus.Halted,
        { HasUnknown: true } => RunStatus.OutcomeUnknown,
        { IsOut: true } => RunStatus.Running,
        _ when RunDue.WorkOf(this).Any() => RunStatus.Running,
        _ when Proposals.Values.Any(p => p.IsPending) => RunStatus.AwaitingDecision,
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
