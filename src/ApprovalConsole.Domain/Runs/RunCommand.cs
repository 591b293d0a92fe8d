using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Stops;

namespace ApprovalConsole.Domain.Runs;

/// <summary>An order to one run. Time, ids and chance arrive in it.</summary>
public abstract record RunCommand
{
    private RunCommand() { }

    public abstract DateTimeOffset At { get; init; }

    public sealed record Start(
        string RunId, RunKind Kind, string? ParentRunId, string Agent, Principal OnBehalfOf, Payload Input, RunLimits Limits,
        Actor RequestedBy, Payload Metadata, DateTimeOffset At) : RunCommand
    {
        /// <summary>What a run without a model is to do. Empty where a model says that.</summary>
        public ImmutableArray<RequestedCall> Calls { get; init; } = [];

        /// <summary>What the agent's answer needs before it is given out.</summary>
        public AnswerNeeds AnswerNeeds { get; init; }

        /// <summary>Null: no other run delegates this to it.</summary>
        public Ancestry? Ancestry { get; init; }

        /// <summary>What its agent is, part by part: <see cref="Runs.AgentPrint"/>. Null where it has none of its own.</summary>
        public string? AgentPrint { get; init; }

        /// <summary>The flow that it is to follow; null where an agent works on it.</summary>
        public Pipeline? Pipeline { get; init; }

        /// <summary>The answers that a pipeline which asks it will take; null: none asks.</summary>
        public Choice? Choice { get; init; }

        /// <summary>How it goes on where its agent runs elsewhere; null where it does not.</summary>
        public OutsideSession? Session { get; init; }

        /// <summary>How it talks with its principal; null: as <see cref="ConversationTerms.Usual"/>.</summary>
        public ConversationTerms? Conversation { get; init; }

        /// <summary>With a session: the call that it begins with; null: it begins with none.</summary>
        public AskCall? FirstCall { get; init; }
    }

    /// <summary>The principal says something more.</summary>
    /// <param name="By">Who passes it on.</param>
    public sealed record Say(string MessageId, Actor By, Payload Text, DateTimeOffset At) : RunCommand;

    /// <param name="InputTokens">Upper bound of what the request may count.</param>
    /// <param name="OutputTokensWanted">What the model may write at most, before the run's limits clamp it.</param>
    public sealed record BeginModelCall(
        int Step, int Attempt, string Route, string Model, Price Price, long InputTokens, long OutputTokensWanted, Owner Owner,
        DateTimeOffset Deadline, DateTimeOffset At) : RunCommand
    {
        public RouteReason? WhyRoute { get; init; }

        /// <summary>Messages of the principal that the request holds. Where more have come since, it is not sent.</summary>
        public int MessagesTold { get; init; }

        /// <summary>Who is asked instead where this route does not answer.</summary>
        public ImmutableArray<string> FallOver { get; init; } = [];

        /// <summary>What is left out of this request, and of all that follow; null where nothing more is.</summary>
        public ContextTrim? Trim { get; init; }

        /// <summary>The budgets that it would count in, besides the run's own limits.</summary>
        public ImmutableArray<BudgetStand> Budgets { get; init; } = [];
    }

    /// <param name="Usage">Null: the provider reported none, and the reserve is charged.</param>
    public sealed record RecordModelReply(
        int Step, int Attempt, string Text, ImmutableArray<ModelToolCall> Calls, TokenCount? Usage, string FinishReason, double ActiveMs,
        DateTimeOffset At) : RunCommand;

    /// <param name="WasSent">False where it is proven that nothing reached the provider: then nothing is charged.</param>
    public sealed record RecordModelFailure(
        int Step, int Attempt, string Code, string Message, bool MayRetry, bool WasSent, TimeSpan RetryAfter, double ActiveMs,
        DateTimeOffset At) : RunCommand;

    /// <summary>An agent that runs elsewhere asks for a call.</summary>
    /// <param name="KeyHash">Of its idempotency key: <see cref="OutsideSession.HashOf"/>.</param>
    /// <param name="Arguments">The text that it sent.</param>
    /// <param name="Rationale">Why, in its words.</param>
    public sealed record AskCall(string KeyHash, string Tool, Payload Arguments, Payload Rationale, DateTimeOffset At) : RunCommand;

    public sealed record RecordVerdict(string CallId, Verdict Verdict, DateTimeOffset At) : RunCommand
    {
        /// <summary>The span that asks people, where they are asked; null: nobody traces it. Nothing hangs on it.</summary>
        public string? Trace { get; init; }
    }

    /// <param name="Verdict">The three layers once more, on the bytes that are about to be sent.</param>
    /// <param name="DecisionIsGenuine">False where the approval's MAC does not hold.</param>
    public sealed record BeginToolCall(
        string CallId, Verdict Verdict, bool DecisionIsGenuine, Owner Owner, DateTimeOffset At) : RunCommand;

    /// <summary>A call that would go has to wait: an equal call of another run is out, or its outcome is unknown.</summary>
    /// <param name="By">The other run's call.</param>
    public sealed record BlockCall(string CallId, string By, DateTimeOffset At) : RunCommand;

    /// <summary>What a blocked call waited for is known.</summary>
    /// <param name="LikeHappened">The equal call was carried out: an approval that was given without knowing that is not enough any more.</param>
    public sealed record UnblockCall(string CallId, bool LikeHappened, DateTimeOffset At) : RunCommand;

    public sealed record RecordToolOutcome(
        string CallId, string ExecutionId, ToolOutcome Outcome, double ActiveMs, DateTimeOffset At) : RunCommand;

    /// <summary>Hands a part of the task to a child.</summary>
    /// <param name="Agent">The limits of the agent that is to work on it.</param>
    /// <param name="MayDelegate">That agent may have children of its own.</param>
    public sealed record BeginChild(string CallId, RunLimits? Agent, bool MayDelegate, AnswerNeeds AnswerNeeds, DateTimeOffset At) : RunCommand
    {
        /// <summary>Bytes that an input may have, a child's task as any other. Default: any number.</summary>
        public int MaxTaskBytes { get; init; } = int.MaxValue;

        /// <summary>What the agent is, part by part.</summary>
        public string? AgentPrint { get; init; }
    }

    /// <summary>Begins the nodes of the pipeline that are reached, or ends its run.</summary>
    /// <param name="Step">That it makes: given twice, it makes one.</param>
    public sealed record Advance(int Step, DateTimeOffset At) : RunCommand;

    /// <summary>News of a child.</summary>
    /// <param name="Words">How it ended; empty while it has not.</param>
    /// <param name="ActiveMs">Active time of the run since its last reading, that of its children included.</param>
    /// <param name="AwakeSince">When the console was started: of a child that was heard of before, its own clock says more than the run's.</param>
    public sealed record HearOfChild(string CallId, ChildStanding Standing, Payload Words, double ActiveMs, DateTimeOffset AwakeSince, DateTimeOffset At) : RunCommand;

    /// <summary>A person denied these elsewhere in the tree.</summary>
    public sealed record DenyEffects(ImmutableArray<string> EffectHashes, DateTimeOffset At) : RunCommand;

    /// <param name="Fingerprint">Hash of the request's body: the same id with another body is refused.</param>
    /// <param name="Edited">The three layers' word on the edited arguments; only for <see cref="DecisionKind.Edit"/>.</param>
    public sealed record RecordDecision(
        string ProposalId, DecisionKind Kind, string DecisionId, string Fingerprint, Actor By, string ArgumentsHash, string ViewHash,
        Payload Reason, Verdict? Edited, Payload Result, bool StopsRun, DateTimeOffset At) : RunCommand
    {
        /// <summary>The three layers' word on the proposal's own arguments at the time of an approval or edit, with everything looked up afresh. Null: not asked.</summary>
        public Verdict? Fresh { get; init; }

        /// <summary>An equal call of another run whose outcome is unknown; null where there is none.</summary>
        public string? UnknownLike { get; init; }

        /// <summary>With an approval or edit: how the reviewer checked what stood in no evidence.</summary>
        public Payload? Checked { get; init; }

        /// <summary>How long the page had painted the proposal when it was answered; null where no page of the console says so.</summary>
        public TimeSpan? SeenFor { get; init; }

        /// <summary>False where what is approved lies outside of what this reviewer may approve.</summary>
        public bool IsWithinAuthority { get; init; } = true;

        /// <summary>Why this answer cannot let a critical call go, as it came in; null where it can.</summary>
        public Refusal? WhyNotCritical { get; init; }

        /// <summary>Why whoever answers cannot let this call go: they had a hand in its policy. Null where they had none.</summary>
        public Refusal? WhyNotEditor { get; init; }
    }

    /// <summary>Takes an approval back while the call is held.</summary>
    public sealed record RecallApproval(string ProposalId, Actor By, DateTimeOffset At) : RunCommand;

    /// <summary>Whoever was blocked has no say any more in what was not sent yet.</summary>
    /// <param name="Blocked">When each of them was blocked last: what they approve later counts, for they were let in again.</param>
    public sealed record VoidApprovals(ImmutableArray<Blocking> Blocked, DateTimeOffset At) : RunCommand;

    public sealed record WithdrawProposal(string ProposalId, Actor By, Payload Reason, DateTimeOffset At) : RunCommand;

    /// <summary>Leaves a remark for the others.</summary>
    /// <param name="CommentId">The same remark sent twice is one.</param>
    public sealed record Comment(string ProposalId, string CommentId, Actor By, Payload Text, DateTimeOffset At) : RunCommand;

    /// <summary>Hands a proposal to one who is to decide first.</summary>
    /// <param name="To">Null: back to everybody.</param>
    public sealed record HandOver(string ProposalId, string? To, string? ToName, Actor By, Payload Note, DateTimeOffset At) : RunCommand;

    /// <param name="MayExceed">An admin may grant more than the run had to begin with.</param>
    public sealed record GrantMore(Grant Grant, Actor By, bool MayExceed, Payload Reason, DateTimeOffset At) : RunCommand
    {
        /// <summary>Null where the run is part of no tree.</summary>
        public TreeGrants? Tree { get; init; }
    }

    public sealed record Cancel(Actor By, Payload Reason, DateTimeOffset At) : RunCommand;

    public sealed record SettleOutcome(string CallId, SettledOutcome Outcome, Actor By, Payload Note, DateTimeOffset At) : RunCommand;

    /// <summary>Says that one finds out what became of a call.</summary>
    public sealed record TakeOnOutcome(string CallId, Actor By, DateTimeOffset At) : RunCommand;

    /// <summary>What a probe said of a call whose outcome is unknown.</summary>
    public sealed record RecordProbe(string CallId, string ExecutionId, ProbeReading Reading, DateTimeOffset At) : RunCommand;

    /// <summary>Takes calls back by another run.</summary>
    /// <param name="UndoRunId">The run that is to do it, where nobody was faster.</param>
    /// <param name="CameToNothing">Calls whose last undo is over and did not take them back, with that undo's run: they may be asked for again.</param>
    public sealed record StartUndo(
        string UndoRunId, ImmutableArray<string> CallIds, ImmutableHashSet<(string CallId, string UndoRunId)> CameToNothing, Actor By, DateTimeOffset At) : RunCommand;

    /// <summary>Time has passed: what has expired, expires.</summary>
    public sealed record Wake(DateTimeOffset At) : RunCommand;

    /// <summary>The console cannot do what is due, and trying again would change nothing.</summary>
    public sealed record GiveUp(DateTimeOffset At) : RunCommand;

    /// <summary>Calls of other epochs, and those past their deadline, are lost.</summary>
    /// <param name="LastSignOfLife">When the dead node was last known to live: active time counts up to it.</param>
    public sealed record Recover(Owner Living, DateTimeOffset LastSignOfLife, DateTimeOffset At) : RunCommand
    {
        /// <summary>Epochs of other nodes that live: what they have out is not lost.</summary>
        public ImmutableHashSet<string> Others { get; init; } = [];
    }

    /// <summary>The journal was put back, cut or changed: what it says is yet to be sent may have been sent.</summary>
    public sealed record Adopt(DateTimeOffset At) : RunCommand;
}
