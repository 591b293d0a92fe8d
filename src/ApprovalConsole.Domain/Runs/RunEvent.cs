using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What has happened to one run. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Started), "run.started.v1")]
[JsonDerivedType(typeof(CallsGiven), "run.callsGiven.v1")]
[JsonDerivedType(typeof(ModelIntended), "model.intended.v1")]
[JsonDerivedType(typeof(ModelReplied), "model.replied.v1")]
[JsonDerivedType(typeof(ModelFailed), "model.failed.v1")]
[JsonDerivedType(typeof(ContextTrimmed), "context.trimmed.v1")]
[JsonDerivedType(typeof(CallValidated), "call.validated.v1")]
[JsonDerivedType(typeof(CallRefused), "call.refused.v1")]
[JsonDerivedType(typeof(ProposalMade), "proposal.made.v1")]
[JsonDerivedType(typeof(ProposalApproved), "proposal.approved.v1")]
[JsonDerivedType(typeof(ProposalEdited), "proposal.edited.v1")]
[JsonDerivedType(typeof(ProposalRejected), "proposal.rejected.v1")]
[JsonDerivedType(typeof(ProposalRevised), "proposal.revised.v1")]
[JsonDerivedType(typeof(ProposalResponded), "proposal.responded.v1")]
[JsonDerivedType(typeof(ProposalExpired), "proposal.expired.v1")]
[JsonDerivedType(typeof(ProposalStaled), "proposal.staled.v1")]
[JsonDerivedType(typeof(ProposalRecalled), "proposal.recalled.v1")]
[JsonDerivedType(typeof(ApprovalsVoided), "proposal.approvalsVoided.v1")]
[JsonDerivedType(typeof(ProposalWithdrawn), "proposal.withdrawn.v1")]
[JsonDerivedType(typeof(ProposalCommented), "proposal.commented.v1")]
[JsonDerivedType(typeof(ProposalHandedOver), "proposal.handedOver.v1")]
[JsonDerivedType(typeof(ProposalEscalated), "proposal.escalated.v1")]
[JsonDerivedType(typeof(CallBlocked), "call.blocked.v1")]
[JsonDerivedType(typeof(CallUnblocked), "call.unblocked.v1")]
[JsonDerivedType(typeof(CallIntended), "call.intended.v1")]
[JsonDerivedType(typeof(CallSucceeded), "call.succeeded.v1")]
[JsonDerivedType(typeof(CallFailed), "call.failed.v1")]
[JsonDerivedType(typeof(CallLost), "call.lost.v1")]
[JsonDerivedType(typeof(CallOutcomeUnknown), "call.outcomeUnknown.v1")]
[JsonDerivedType(typeof(CallOutcomeSettled), "call.outcomeSettled.v1")]
[JsonDerivedType(typeof(CallOutcomeTakenOn), "call.outcomeTakenOn.v1")]
[JsonDerivedType(typeof(CallProbed), "call.probed.v1")]
[JsonDerivedType(typeof(CallContradicted), "call.contradicted.v1")]
[JsonDerivedType(typeof(CallWithdrawn), "call.withdrawn.v1")]
[JsonDerivedType(typeof(CallUndoStarted), "call.undoStarted.v1")]
[JsonDerivedType(typeof(ChildIntended), "child.intended.v1")]
[JsonDerivedType(typeof(ChildMoved), "child.moved.v1")]
[JsonDerivedType(typeof(ChildEnded), "child.ended.v1")]
[JsonDerivedType(typeof(PipelineGiven), "pipeline.given.v1")]
[JsonDerivedType(typeof(NodesReached), "pipeline.nodesReached.v1")]
[JsonDerivedType(typeof(NodeWaited), "pipeline.nodeWaited.v1")]
[JsonDerivedType(typeof(SessionOpened), "session.opened.v1")]
[JsonDerivedType(typeof(CallAsked), "call.asked.v1")]
[JsonDerivedType(typeof(CallJoined), "call.joined.v1")]
[JsonDerivedType(typeof(CallObserved), "call.observed.v1")]
[JsonDerivedType(typeof(MessageReceived), "run.messageReceived.v1")]
[JsonDerivedType(typeof(CallUnanswered), "call.unanswered.v1")]
[JsonDerivedType(typeof(Answered), "run.answered.v1")]
[JsonDerivedType(typeof(EffectsDenied), "effects.denied.v1")]
[JsonDerivedType(typeof(Halted), "run.halted.v1")]
[JsonDerivedType(typeof(Granted), "run.granted.v1")]
[JsonDerivedType(typeof(CancelRequested), "run.cancelRequested.v1")]
[JsonDerivedType(typeof(Cancelled), "run.cancelled.v1")]
[JsonDerivedType(typeof(Completed), "run.completed.v1")]
[JsonDerivedType(typeof(Failed), "run.failed.v1")]
public abstract partial record RunEvent
{
    private RunEvent() { }

    public abstract DateTimeOffset At { get; init; }

    public sealed record Started(
        string RunId, RunKind Kind, string? ParentRunId, string Agent, Principal OnBehalfOf, Payload Input, RunLimits Limits,
        Actor RequestedBy, Payload Metadata, DateTimeOffset At) : RunEvent
    {
        /// <summary>What the answer needs before it is given out; null: nothing.</summary>
        public AnswerNeeds? AnswerNeeds { get; init; }

        /// <summary>Null: no other run delegated this to it.</summary>
        public Ancestry? Ancestry { get; init; }

        /// <summary>What its agent was, part by part; null: nobody wrote it down.</summary>
        public string? AgentPrint { get; init; }

        /// <summary>The answers that a pipeline which asks it will take; null: none asks.</summary>
        public Choice? Choice { get; init; }

        /// <summary>How it talks with its principal; null: as <see cref="ConversationTerms.Usual"/>.</summary>
        public ConversationTerms? Conversation { get; init; }
    }

    /// <summary>The calls of a run that has no model: they are its one step.</summary>
    public sealed record CallsGiven(ImmutableArray<RequestedCall> Calls, DateTimeOffset At) : RunEvent;

    /// <summary>A model is about to be asked; its worst case is reserved.</summary>
    public sealed record ModelIntended(
        int Step, int Attempt, Purpose Purpose, string Route, string Model, Price Price, long InputTokensReserved, long OutputTokensMax,
        decimal ReservedUsd, Owner Owner, DateTimeOffset Deadline, DateTimeOffset At) : RunEvent
    {
        /// <summary>Why another model than the first of its purpose is asked.</summary>
        public RouteReason? WhyRoute { get; init; }

        /// <summary>Who is asked instead where this one does not answer.</summary>
        public IReadOnlyList<string>? FallOver { get; init; }

        /// <summary>What is reserved of budgets beyond the run; null where nothing is.</summary>
        public IReadOnlyList<BudgetHold>? Budgets { get; init; }
    }

    /// <param name="ActiveMs">Active time since the run's last reading; likewise in every result below.</param>
    public sealed record ModelReplied(
        int Step, int Attempt, Payload Text, ImmutableArray<RequestedCall> Calls, Usage Usage, bool UsageReported, string FinishReason,
        double ActiveMs, DateTimeOffset At) : RunEvent;

    /// <summary>The attempt brought no usable reply. What it may have cost is charged.</summary>
    public sealed record ModelFailed(
        int Step, int Attempt, string Code, string Message, bool MayRetry, Usage Charged, DateTimeOffset? RetryAt, double ActiveMs,
        DateTimeOffset At) : RunEvent
    {
        /// <summary>The route is given up for this step, and this one is asked next.</summary>
        public string? FallsOverTo { get; init; }
    }

    /// <summary>From here on the model is told of these results only that they were there. The journal keeps them.</summary>
    /// <param name="BytesLeftOut">Of the request.</param>
    public sealed record ContextTrimmed(ImmutableArray<string> CallIds, TrimReason Why, long BytesLeftOut, DateTimeOffset At) : RunEvent;

    /// <summary>The call passed all three layers.</summary>
    public sealed record CallValidated(
        string CallId, Payload Arguments, string ArgumentsHash, CallTerms Terms, Validation Validation, ImmutableArray<Fact> Facts,
        DateTimeOffset At) : RunEvent;

    /// <summary>The call does not run; the model is told why.</summary>
    public sealed record CallRefused(string CallId, ImmutableArray<Finding> Findings, DateTimeOffset At) : RunEvent;

    public sealed record ProposalMade(
        string ProposalId, string CallId, int Revision, Payload Arguments, string ArgumentsHash, CallTerms Terms, Validation Validation,
        ImmutableArray<Fact> Facts, DateTimeOffset ExpiresAt, string? Supersedes, ImmutableArray<Difference> Difference,
        DateTimeOffset At) : RunEvent
    {
        /// <summary>Where each value was seen before.</summary>
        public IReadOnlyList<GroundedValue>? Grounding { get; init; }

        /// <summary>The span that asked (W3C trace context); null: nobody traced it.</summary>
        public string? Trace { get; init; }
    }

    /// <param name="Mac">Over all that the decision is bound to, under a key that is not in the database. The gate puts it on; empty until then.</param>
    public sealed record ProposalApproved(
        string ProposalId, string DecisionId, string Fingerprint, Actor By, string ArgumentsHash, string ViewHash, Payload Reason, string Mac,
        DateTimeOffset At) : RunEvent
    {
        /// <summary>How the reviewer checked what stood in no evidence; null where nothing was said.</summary>
        public Payload? Checked { get; init; }

        /// <summary>How long the page had painted the proposal when it was answered; null: nobody knows. Likewise in every answer below. No decision hangs on it.</summary>
        public TimeSpan? SeenFor { get; init; }
    }

    /// <summary>Approved with other arguments.</summary>
    public sealed record ProposalEdited(
        string ProposalId, string DecisionId, string Fingerprint, Actor By, string ViewHash, Payload Arguments, string ArgumentsHash,
        CallTerms Terms, Validation Validation, ImmutableArray<Fact> Facts, Payload Reason, string Mac, DateTimeOffset At) : RunEvent
    {
        /// <summary>Where each of the edited values was seen before.</summary>
        public IReadOnlyList<GroundedValue>? Grounding { get; init; }

        /// <summary>How the reviewer checked what stood in no evidence; null where nothing was said.</summary>
        public Payload? Checked { get; init; }

        public TimeSpan? SeenFor { get; init; }
    }

    public sealed record ProposalRejected(
        string ProposalId, string DecisionId, string Fingerprint, Actor By, string ViewHash, Payload Reason, string EffectHash, bool StopsRun,
        DateTimeOffset At) : RunEvent
    {
        public TimeSpan? SeenFor { get; init; }
    }

    /// <summary>Try again like this: no denial.</summary>
    public sealed record ProposalRevised(
        string ProposalId, string DecisionId, string Fingerprint, Actor By, string ViewHash, Payload Reason, DateTimeOffset At) : RunEvent
    {
        public TimeSpan? SeenFor { get; init; }
    }

    /// <summary>A person answered in the tool's place.</summary>
    public sealed record ProposalResponded(
        string ProposalId, string DecisionId, string Fingerprint, Actor By, string ViewHash, Payload Result, Payload Reason,
        DateTimeOffset At) : RunEvent
    {
        public TimeSpan? SeenFor { get; init; }
    }

    public sealed record ProposalExpired(string ProposalId, DateTimeOffset At) : RunEvent;

    /// <summary>What the approval rested on is no longer so; it can not be used.</summary>
    public sealed record ProposalStaled(string ProposalId, string Why, DateTimeOffset At) : RunEvent
    {
        /// <summary>What is no longer as it was shown.</summary>
        public IReadOnlyList<Difference>? Difference { get; init; }
    }

    /// <summary>An approval was taken back while the call was held: the proposal waits again.</summary>
    public sealed record ProposalRecalled(string ProposalId, Actor By, DateTimeOffset At) : RunEvent;

    /// <summary>Whoever gave these approvals was blocked before the call was sent: they count no more, and the proposal waits again.</summary>
    /// <param name="DecisionIds">Of the approvals.</param>
    public sealed record ApprovalsVoided(string ProposalId, IReadOnlyList<string> DecisionIds, DateTimeOffset At) : RunEvent;

    /// <param name="CallStays">The call lives on with another proposal.</param>
    public sealed record ProposalWithdrawn(string ProposalId, Actor By, Payload Reason, bool CallStays, DateTimeOffset At) : RunEvent;

    /// <summary>A person's remark to the others. No model is told of it, and no decision rests on it.</summary>
    public sealed record ProposalCommented(string ProposalId, string CommentId, Actor By, Payload Text, DateTimeOffset At) : RunEvent;

    /// <param name="To">Whose it is to decide first; null: nobody's in particular any more.</param>
    public sealed record ProposalHandedOver(string ProposalId, string? To, string? ToName, Actor By, Payload Note, DateTimeOffset At) : RunEvent;

    /// <summary>It has waited so long that others are told.</summary>
    public sealed record ProposalEscalated(string ProposalId, EscalationTarget To, DateTimeOffset At) : RunEvent;

    /// <summary>The call may go, and waits: an equal call of another run is out, or nobody can say if it happened.</summary>
    /// <param name="By">The other run's call.</param>
    public sealed record CallBlocked(string CallId, string By, DateTimeOffset At) : RunEvent;

    /// <summary>What became of the other run's call is known.</summary>
    public sealed record CallUnblocked(string CallId, DateTimeOffset At) : RunEvent;

    /// <summary>The call is about to be sent.</summary>
    public sealed record CallIntended(
        string CallId, string ExecutionId, string ArgumentsHash, string? IdempotencyKey, Owner Owner, DateTimeOffset Deadline,
        DateTimeOffset At) : RunEvent;

    public sealed record CallSucceeded(string CallId, string ExecutionId, Payload Result, double ActiveMs, DateTimeOffset At) : RunEvent;

    /// <summary>The tool answered with an error, or it is proven that nothing was sent.</summary>
    public sealed record CallFailed(
        string CallId, string ExecutionId, bool Executed, string Code, Payload Message, double ActiveMs, DateTimeOffset At) : RunEvent;

    /// <summary>A read-only call whose answer will not come. It may be made again.</summary>
    public sealed record CallLost(string CallId, string ExecutionId, string Why, double ActiveMs, DateTimeOffset At) : RunEvent;

    /// <summary>The call went out and nobody can say if it happened.</summary>
    public sealed record CallOutcomeUnknown(string CallId, string ExecutionId, string Why, double ActiveMs, DateTimeOffset At) : RunEvent;

    public sealed record CallOutcomeSettled(string CallId, Actor By, SettledOutcome Outcome, Payload Note, DateTimeOffset At) : RunEvent
    {
        /// <summary>What a probe looked up, where it was a probe that settled; null where a person did.</summary>
        public Fact? Evidence { get; init; }
    }

    /// <summary>A person finds out what became of a call. Anybody else may still say so.</summary>
    public sealed record CallOutcomeTakenOn(string CallId, Actor By, DateTimeOffset At) : RunEvent;

    /// <summary>A probe was asked what became of a call, and that settled nothing.</summary>
    /// <param name="Why">Why nothing could be said; empty where something could.</param>
    public sealed record CallProbed(string CallId, string ExecutionId, ProbeFinding Finding, string Why, DateTimeOffset NextAt, DateTimeOffset At) : RunEvent;

    /// <summary>The tool's late answer says otherwise than a person ruled.</summary>
    public sealed record CallContradicted(string CallId, string ExecutionId, bool Happened, Payload Answer, DateTimeOffset At) : RunEvent;

    public sealed record CallWithdrawn(string CallId, string Why, DateTimeOffset At) : RunEvent;

    /// <summary>Another run takes the call back. May follow the run's end; a second time only where the first came to nothing.</summary>
    public sealed record CallUndoStarted(string CallId, string UndoRunId, Actor By, DateTimeOffset At) : RunEvent;

    /// <summary>A person denied these elsewhere in the tree.</summary>
    public sealed record EffectsDenied(ImmutableArray<string> EffectHashes, DateTimeOffset At) : RunEvent;

    public sealed record Halted(HaltReason Reason, string Message, DateTimeOffset At) : RunEvent
    {
        /// <summary>With <see cref="HaltReason.Budget"/>: which, and its numbers.</summary>
        public BudgetShortage? Budget { get; init; }
    }

    public sealed record Granted(Actor By, Grant Grant, Payload Reason, DateTimeOffset At) : RunEvent;

    public sealed record CancelRequested(Actor By, Payload Reason, DateTimeOffset At) : RunEvent;

    public sealed record Cancelled(DateTimeOffset At) : RunEvent;

    public sealed record Completed(Payload Result, DateTimeOffset At) : RunEvent;

    /// <summary>No grant could help.</summary>
    public sealed record Failed(string Code, string Message, DateTimeOffset At) : RunEvent
    {
        /// <summary>A person's words; null where nobody said any.</summary>
        public Payload? Reason { get; init; }
    }
}
