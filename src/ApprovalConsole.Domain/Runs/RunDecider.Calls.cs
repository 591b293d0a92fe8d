using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Tool calls from the model's wish to the answer.</summary>
public static partial class RunDecider
{
    /// <summary>Sendings of a call that may be sent again.</summary>
    public const int MostSendings = 3;

    private const string CallCapCode = "callCap";

    private static Ruling<RunEvent> RecordVerdict(RunCommand.RecordVerdict c, Run run)
    {
        if (!run.Calls.TryGetValue(c.CallId, out var call)) return Refuse(RefusalCode.UnknownCall, "There is no such call.");
        if (!RunDue.WorkOf(run).Contains(new Effect.ValidateCall(call.Id))) return Nothing;
        if (call.IsAnswer) return Accept(run, AdmitAnswer(call, c.Verdict, c.At));
        if (call.Index >= run.Limits.CallsPerStep) return Accept(run, CapRefusal(call, "callsPerStep", $"at most {run.Limits.CallsPerStep} calls in a reply", c.At));
        return NumberOf(run, call) > run.Limits.Calls ? Accept(run, HaltAtCallCap(run, c.At)) : Accept(run, [.. Admit(run, call, c.Verdict, c.At).Select(e => e is RunEvent.ProposalMade made ? made with { Trace = c.Trace } : e)]);
    }

    /// <summary>Place among the calls of the run, from 1. Those that a cap refused before are none: what is granted is for those that come.</summary>
    private static int NumberOf(Run run, ToolCall call) =>
        run.Calls.Values.Count(c => !c.IsAnswer && c.Step < call.Step && c.Index < run.Limits.CallsPerStep && !c.Findings.Any(f => f.Code == CallCapCode)) + call.Index + 1;

    /// <summary>One halt for all calls of the step that are too many: a person who grants more is not asked again for each.</summary>
    private static ImmutableArray<RunEvent> HaltAtCallCap(Run run, DateTimeOffset at) =>
    [
        .. run.OpenStep.Where(c => c.Status is CallStatus.Requested && NumberOf(run, c) > run.Limits.Calls)
            .Select(c => CapRefusal(c, CallCapCode, $"at most {run.Limits.Calls} calls in a run", at)),
        new RunEvent.Halted(HaltReason.CallCap, $"{NumberOf(run, run.OpenStep.Last(c => c.Index < run.Limits.CallsPerStep))} tool calls were asked for; the limit is {run.Limits.Calls}.", at),
    ];

    private static ImmutableArray<RunEvent> Admit(Run run, ToolCall call, Verdict verdict, DateTimeOffset at)
    {
        if (!verdict.MayGo) return [new RunEvent.CallRefused(call.Id, WhyNot(verdict), at)];
        var terms = verdict.Terms!;
        var validated = new RunEvent.CallValidated(call.Id, verdict.Arguments, verdict.ArgumentsHash, terms, verdict.Validation, verdict.Facts, at);
        if (terms.Tool is DoneTool.Id or DecideTool.Id) return EndWork(run, call, validated, at);
        if (terms.Tool is AskUserTool.Id && WhyNotAsked(run, verdict) is { } fault) return [new RunEvent.CallRefused(call.Id, [fault], at)];
        if (run.Session is { Observes: true }) return [validated, Observed(call, verdict, at)];
        if (terms.Reversibility is Reversibility.ReadOnly) return [validated];
        if (run.DeniedEffects.Contains(terms.EffectHash)) return [new RunEvent.CallRefused(call.Id, [Denied], at)];
        if (!terms.Independent && StepOrder.FollowsSetback(run, call)) return [WithdrawFollower(run, call, at)];
        if (run.Calls.Values.Count(other => other is { Terms: not null, IsWrite: true, IsAnswer: false }) >= run.Limits.Writes)
            return [CapRefusal(call, "writeCap", $"at most {run.Limits.Writes} writes in a run", at)];
        if (!terms.NeedsPerson) return [validated];
        if (!run.HasRoomForProposal && run.Pipeline is not null) return [validated]; // it waits for room
        if (!run.HasRoomForProposal)
            return [CapRefusal(call, "openProposals", $"at most {run.Limits.OpenProposals} proposals waiting at a time", at)];
        return [validated, Propose(call, verdict, null, [], at)];
    }

    private static Ruling<RunEvent> BeginToolCall(RunCommand.BeginToolCall c, Run run)
    {
        var due = RunDue.WorkOf(run).OfType<Effect.CallTool>().SingleOrDefault(e => e.CallId == c.CallId);
        if (due is null || due.NotBefore > c.At) return Nothing;
        var call = run.Calls[c.CallId];
        if (!call.IsAnswer && StopConditions.WallClock(run) is { } halt) return Accept(run, new RunEvent.Halted(halt.Reason, halt.Message, c.At));
        var begun = call.Status is CallStatus.Approved ? BeginApproved(c, run, call) : BeginReady(c, run, call);
        return call.HasLostSending && !GoesAgain(call, c.Verdict, begun) ? Accept(run, [LeftUnclear(call, c.At), .. WithdrawFollowers(run, call, c.At)]) : begun;
    }

    /// <summary>A read may be made again, and a write under its key, if it goes at once. Where it would be refused or asked about, or is no longer a read by now, a person says whether it has happened.</summary>
    private static bool GoesAgain(ToolCall call, Verdict now, Ruling<RunEvent> begun)
    {
        if (!call.IsWrite && now.Terms is not { Reversibility: > Reversibility.ReadOnly }) return true;
        return now.Terms is { IdempotencyArgument: not null } && begun is Ruling<RunEvent>.Accepted { Events: var events } && events.Any(e => e is RunEvent.CallIntended);
    }

    private static Ruling<RunEvent> BeginReady(RunCommand.BeginToolCall c, Run run, ToolCall call)
    {
        if (!c.Verdict.MayGo) return Accept(run, new RunEvent.CallRefused(call.Id, WhyNot(c.Verdict), c.At));
        var terms = c.Verdict.Terms!;
        if (terms.Reversibility is not Reversibility.ReadOnly && run.DeniedEffects.Contains(terms.EffectHash))
            return Accept(run, new RunEvent.CallRefused(call.Id, [Denied], c.At));
        var validated = new RunEvent.CallValidated(call.Id, c.Verdict.Arguments, c.Verdict.ArgumentsHash, terms, c.Verdict.Validation, c.Verdict.Facts, c.At);
        if (terms.NeedsPerson || call.ProposalId is not null || call.RuledOutcome is SettledOutcome.SendAgain)
            return Accept(run, run.HasRoomForProposal ? Propose(call, c.Verdict, call.ProposalId, DifferenceTo(run, call, c.Verdict), c.At) : validated); // then it waits for room
        var sent = Intend(call, terms, c);
        if (call.Terms!.Binds(terms) && call.ArgumentsHash == c.Verdict.ArgumentsHash) return Accept(run, sent);
        // Under its new terms it may have to wait for one that is ahead of it.
        return StepOrder.MayGo(run, call with { Terms = terms }) ? Accept(run, validated, sent) : Accept(run, validated);
    }

    /// <summary>To a proposal that went stale and whose place no other could take at once.</summary>
    private static ImmutableArray<Difference> DifferenceTo(Run run, ToolCall call, Verdict now) =>
        call.ProposalId is { } id && run.Proposals[id] is { Answered: ProposalStatus.Stale } was ? Staleness.Difference(was, now) : [];

    /// <summary>The approval is used up here, in the commit that writes the intent; whatever it was bound to must still be so.</summary>
    private static Ruling<RunEvent> BeginApproved(RunCommand.BeginToolCall c, Run run, ToolCall call)
    {
        var proposal = run.Proposals[call.ProposalId!];
        return Staleness.Of(proposal, c) is { } why
            ? Accept(run, TakeBack(run, call, proposal, c.Verdict, why, c.At))
            : Accept(run, call.IsAnswer ? GiveOut(call, c.At) : Intend(call, proposal.Terms, c));
    }

    /// <summary>The proposal is stale, and the same commit makes the one that takes its place, with the difference; where as many wait as may, that is made when there is room.</summary>
    private static ImmutableArray<RunEvent> TakeBack(Run run, ToolCall call, Proposal proposal, Verdict now, string why, DateTimeOffset at)
    {
        var difference = Staleness.Difference(proposal, now);
        var staled = new RunEvent.ProposalStaled(proposal.Id, why, at) { Difference = difference };
        if (!now.MayGo) return [staled, new RunEvent.CallRefused(call.Id, WhyNot(now), at)];
        return RunEvolution.Evolve(run, staled).HasRoomForProposal ? [staled, Propose(call, now, proposal.Id, difference, at)] : [staled];
    }

    private static RunEvent.ProposalMade Propose(ToolCall call, Verdict verdict, string? supersedes, ImmutableArray<Difference> difference, DateTimeOffset at)
    {
        var revision = supersedes is null ? 1 : int.Parse(supersedes[(supersedes.LastIndexOf('p') + 1)..], System.Globalization.CultureInfo.InvariantCulture) + 1;
        var terms = verdict.Terms!;
        return new($"{call.Id}.p{revision}", call.Id, revision, verdict.Arguments, verdict.ArgumentsHash, terms with { ApprovalsNeeded = Math.Max(1, terms.ApprovalsNeeded) },
            verdict.Validation, verdict.Facts, at + terms.ExpiresAfter, supersedes, difference, at) { Grounding = verdict.Grounding.IsEmpty ? null : verdict.Grounding };
    }

    private static RunEvent.CallIntended Intend(ToolCall call, CallTerms terms, RunCommand.BeginToolCall c) => new(
        call.Id, call.ExecutionIdOf(call.Sendings + 1), c.Verdict.ArgumentsHash, terms.IdempotencyArgument is null ? null : call.Id, c.Owner, c.At + terms.Timeout, c.At);

    private static ImmutableArray<Finding> WhyNot(Verdict verdict) => verdict.Validation.Findings is { IsEmpty: false } findings
        ? findings
        : [verdict.Terms?.Reversibility is Reversibility.Forbidden
            ? new(Layer.Authorization, "", "forbidden", "This tool may not be called like this.")
            : new(Layer.Authorization, "", "couldNotCheck", "The call could not be checked.")];

    private static readonly Finding Denied =
        new(Layer.Authorization, "", "denied", "A person has rejected this action in this run. Do not ask for it again.");

    private static RunEvent.CallRefused CapRefusal(ToolCall call, string code, string allowed, DateTimeOffset at) =>
        new(call.Id, [new(Layer.Authorization, "", code, "A limit of the run was reached.", allowed)], at);
}
