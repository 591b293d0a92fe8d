using System.Diagnostics;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Folds events into a run. An event that cannot have happened throws: such a journal stops the stream, it is not guessed around.</summary>
public static partial class RunEvolution
{
    public static Run Evolve(Run run, RunEvent @event) =>
        Apply(run, @event) with { Version = run.Version + 1, UpdatedAt = @event.At };

    public static Run Fold(IEnumerable<RunEvent> events) => events.Aggregate(Run.Initial, Evolve);

    private static Run Apply(Run run, RunEvent @event) => @event switch
    {
        RunEvent.Started e => Start(run, e),
        _ when !run.IsStarted => throw Impossible(@event, "before the run was started"),
        RunEvent.CallContradicted e => Contradict(run, e),
        RunEvent.CallUndoStarted e => Update(run, e.CallId, c => c with { Undo = new(e.UndoRunId, e.By, e.At) }),
        _ when run.End is not null => throw Impossible(@event, "after the run had ended"),
        RunEvent.CallsGiven e => GiveCalls(run, e),
        RunEvent.PipelineGiven e => GivePipeline(run, e),
        RunEvent.NodesReached e => ReachNodes(run, e),
        RunEvent.NodeWaited e => EndWait(run, e),
        RunEvent.SessionOpened e => OpenSession(run, e),
        RunEvent.CallAsked e => AskFor(run, e),
        RunEvent.CallJoined e => Join(run, e),
        RunEvent.CallObserved e => Observe(run, e),
        RunEvent.MessageReceived e => Hear(run, e),
        RunEvent.CallUnanswered e => LeaveUnanswered(run, e),
        RunEvent.Answered e => GiveAnswer(run, e),
        RunEvent.ModelIntended e => Ask(run, e),
        RunEvent.ModelReplied e => OpenStep(run, e),
        RunEvent.ModelFailed e => FailAttempt(run, e),
        RunEvent.ContextTrimmed e => ContextTrimming.Apply(run, new(e.CallIds, e.Why, e.BytesLeftOut)),
        RunEvent.CallValidated e => Validate(run, e),
        RunEvent.CallRefused e => Settle(run, e.CallId, CallStatus.Refused, null, c => c with { Findings = e.Findings }, e.At),
        RunEvent.ProposalMade e => Propose(run, e),
        RunEvent.ProposalApproved e => Approve(run, e),
        RunEvent.ProposalEdited e => Edit(run, e),
        RunEvent.ProposalRejected e => Reject(run, e),
        RunEvent.ProposalRevised e => Answered(run, e.ProposalId, DecisionKind.Revise, CallStatus.Revised, e.By, e.Reason, e.Reason, e.At).Decided(e.DecisionId, e.Fingerprint),
        RunEvent.ProposalResponded e => Answered(run, e.ProposalId, DecisionKind.Respond, CallStatus.Responded, e.By, e.Reason, e.Result, e.At).Decided(e.DecisionId, e.Fingerprint),
        RunEvent.ProposalExpired e => Close(run, e.ProposalId, ProposalStatus.Expired, CallStatus.Expired, "", e.At),
        RunEvent.ProposalStaled e => SetAside(run, e.ProposalId, ProposalStatus.Stale, e.Difference),
        RunEvent.ProposalRecalled e => Recall(run, e),
        RunEvent.ApprovalsVoided e => Void(run, e),
        RunEvent.ProposalWithdrawn { CallStays: true } e => SetAside(run, e.ProposalId, ProposalStatus.Withdrawn),
        RunEvent.ProposalWithdrawn e => Close(run, e.ProposalId, ProposalStatus.Withdrawn, CallStatus.Withdrawn, e.Reason, e.At),
        RunEvent.ProposalCommented e => WithProposal(run, e.ProposalId, p => p with { Comments = p.Comments.Add(new(e.CommentId, e.By, e.Text, e.At)) }),
        RunEvent.ProposalHandedOver e => WithProposal(run, Pending(run, e.ProposalId).Id, p => p with { HandedOver = e.To is { } to ? new(to, e.ToName ?? to, e.By, e.Note, e.At) : null }),
        RunEvent.ProposalEscalated e => WithProposal(run, Pending(run, e.ProposalId).Id, p => p with { EscalatedAt = e.At }),
        RunEvent.CallBlocked e => Update(Expect(run, e, e.CallId, CallStatus.Ready, CallStatus.Approved), e.CallId, c => c with { BlockedBy = e.By }),
        RunEvent.CallUnblocked e => Update(Expect(run, e, e.CallId, CallStatus.Ready, CallStatus.Approved), e.CallId, c => c with { BlockedBy = null }),
        RunEvent.CallIntended e => Send(run, e),
        RunEvent.CallSucceeded e => Succeed(run, e),
        RunEvent.CallFailed e => Settle(run.Spend(e.ActiveMs, e.At), e.CallId, CallStatus.Failed, e.Message, e.At),
        RunEvent.CallLost e => Lose(run, e),
        RunEvent.CallOutcomeUnknown e => MarkUnknown(run, e),
        RunEvent.CallOutcomeSettled e => SettleOutcome(run, e),
        RunEvent.CallOutcomeTakenOn e => Update(Expect(run, e, e.CallId, CallStatus.Unknown), e.CallId, c => c with { OutcomeOwner = new(e.By, e.At) }),
        RunEvent.CallProbed e => NoteProbe(run, e),
        RunEvent.CallWithdrawn e => Settle(Expect(run, e, e.CallId, CallStatus.Requested, CallStatus.Ready, CallStatus.Approved), e.CallId, CallStatus.Withdrawn, e.Why, e.At),
        RunEvent.ChildIntended e => BeginChild(run, e),
        RunEvent.ChildMoved e => MoveChild(run, e),
        RunEvent.ChildEnded e => EndChild(run, e),
        RunEvent.EffectsDenied e => run with { DeniedEffects = run.DeniedEffects.Union(e.EffectHashes) },
        RunEvent.Halted e => run.PauseOver(e.At) with { Halt = new(e.Reason, e.Message) { Budget = e.Budget } },
        RunEvent.Granted e => run with { Halt = null, PausedFrom = run.RetryAt > e.At ? e.At : null, Granted = run.Granted + e.Grant, Progress = run.Progress.Granted() },
        RunEvent.CancelRequested e => run.PauseOver(e.At) with { Cancelling = e },
        RunEvent.Cancelled e => run with { End = new(RunStatus.Cancelled, run.Cancelling?.Reason ?? "", e.At) },
        RunEvent.Completed e => run with { End = new(RunStatus.Completed, e.Result, e.At) },
        RunEvent.Failed e => run with { End = new(RunStatus.Failed, e.Reason is { } reason && reason.ToString().Length > 0 ? $"{e.Message} {reason}" : e.Message, e.At) },
        _ => throw new UnreachableException(),
    };

    private static InvalidOperationException Impossible(RunEvent @event, string why) => new($"The journal holds {@event.GetType().Name} {why}: that cannot have happened.");

    private static Run Start(Run run, RunEvent.Started e) => run.IsStarted
        ? throw Impossible(e, "twice")
        : run with
        {
            Id = e.RunId, Kind = e.Kind, ParentRunId = e.ParentRunId, Agent = e.Agent, OnBehalfOf = e.OnBehalfOf, Input = e.Input,
            OriginalLimits = e.Limits, RequestedBy = e.RequestedBy, Metadata = e.Metadata, AnswerNeeds = e.AnswerNeeds ?? AnswerNeeds.Nothing, StartedAt = e.At,
            Ancestry = e.Ancestry, AgentPrint = e.AgentPrint, Choice = e.Choice, Conversation = e.Conversation ?? ConversationTerms.Usual, DeniedEffects = [.. e.Ancestry?.DeniedEffects ?? []],
        };

    private static Run Spend(this Run run, double activeMs, DateTimeOffset at) =>
        run with { Active = run.Active + TimeSpan.FromMilliseconds(activeMs), ActiveReadAt = at };

    private static Run Decided(this Run run, string decisionId, string fingerprint) => run.Decisions.ContainsKey(decisionId)
        ? throw new InvalidOperationException($"The journal records decision {decisionId} twice: that cannot have happened.")
        : run with { Decisions = run.Decisions.Add(decisionId, fingerprint) };
}
