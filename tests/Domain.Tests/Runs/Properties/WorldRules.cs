using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs.Properties;

/// <summary>A rule did not hold.</summary>
internal sealed class BrokenRule(string message) : Exception(message);

/// <summary>What must hold whatever happens, checked from outside: by what the journal says, not by how the decider thinks.</summary>
internal sealed class WorldRules
{
    private readonly HashSet<string> _mayGoAgain = [];
    private readonly HashSet<string> _wentOut = [];
    private readonly Dictionary<string, DateTimeOffset> _unknownSince = [];

    /// <summary>The event is about to be folded into the run.</summary>
    public void Before(RunEvent e, Run run, RunCommand cause)
    {
        Must(run.End is null || e is RunEvent.CallContradicted or RunEvent.CallUndoStarted, $"{e} after the end");
        switch (e)
        {
            case RunEvent.ModelIntended:
                NothingNewStarts(run, e);
                Must(!run.HasUnknown, "a model was asked while an outcome was unknown");
                Must(run.OpenStep.All(c => c.IsSettled), "a model was asked while its calls were open");
                Must(cause is RunCommand.BeginModelCall { MessagesTold: var told } && told == run.Messages.Length, "a model was asked by a request that does not hold all that was said");
                Must(!run.IsAnswered, "a model was asked though all that was said is answered");
                break;
            case RunEvent.ContextTrimmed trimmed:
                Must(trimmed.CallIds.All(id => run.Calls[id] is { IsWrite: false, IsTrimmed: false, Status: CallStatus.Succeeded }), "something else than a read's result was left out");
                break;
            case RunEvent.ChildIntended:
                NothingNewStarts(run, e);
                Must(!run.HasUnknown, "a child was started while an outcome was unknown");
                break;
            case RunEvent.CallIntended sent:
                NothingNewStarts(run, e);
                ReallyMayGo(sent, run, (RunCommand.BeginToolCall)cause);
                break;
            case RunEvent.Completed again when run.IsAnswered:
                Must(again.Result == run.Answered!.Text, "a run ended with another answer than it had given");
                break;
            case RunEvent.Completed given when run is { AnswerNeeds: AnswerNeeds.Person, Kind: not RunKind.Undo }:
                ReallyMayBeGivenOut(given.Result, run, cause);
                break;
            case RunEvent.Answered given when run.AnswerNeeds is AnswerNeeds.Person:
                ReallyMayBeGivenOut(given.Text, run, cause);
                break;
            case RunEvent.CallOutcomeUnknown unknown:
                _unknownSince[unknown.CallId] = unknown.At;
                break;
            case RunEvent.CallOutcomeSettled { Evidence: { } evidence, Outcome: var outcome } probed:
                Must(cause is RunCommand.RecordProbe && probed.By == Actor.Console, "a probe's word was taken for a person's");
                Must(outcome is not SettledOutcome.SendAgain, "a probe had a call sent again");
                Must(outcome is SettledOutcome.Happened || evidence.At >= _unknownSince[probed.CallId] + Toolbox.Book.Policy.ProbeFinalAfter, "a probe found nothing, before that counts, and settled");
                break;
            case RunEvent.CallOutcomeSettled { Outcome: SettledOutcome.SendAgain } again:
                _mayGoAgain.Add(again.CallId);
                break;
            case RunEvent.CallWithdrawn withdrawn:
                Must(run.Calls[withdrawn.CallId].Status is not (CallStatus.Out or CallStatus.Unknown), "a call that went out was called withdrawn");
                break;
            case RunEvent.ProposalMade or RunEvent.CallValidated when cause is not RunCommand.RecordDecision:
                NothingNewStarts(run, e);
                break;
        }
    }

    /// <summary>The run between two commands.</summary>
    public static void After(Run run)
    {
        var (limits, reserve, spent) = (run.Limits, run.Model?.Reserve ?? default, run.Spent);
        Must(run.Children.Count <= (run.Pipeline is null ? 4 : run.TreeSteps), "more children than may be");
        Must(run.StepsTaken + run.Children.Values.Sum(c => c.StepsCharged) <= run.TreeSteps, $"the tree took more than {run.TreeSteps} steps");
        Must(run.End is null || !run.OpenChildren.Any(), "an ended run has children at work");
        Must(spent.Tokens + reserve.Tokens <= limits.Tokens, $"I5: {spent.Tokens} + {reserve.Tokens} of {limits.Tokens} tokens");
        Must(spent.CostUsd + reserve.CostUsd <= limits.CostUsd, $"I5: {spent.CostUsd} + {reserve.CostUsd} of {limits.CostUsd} USD");
        Must(run.StepsTaken <= limits.Iterations, $"I6: {run.Steps.Length} of {limits.Iterations} steps");
        Must(run.StepsTaken <= run.LimitsNow.Iterations, $"I6: {run.Steps.Length} of {run.LimitsNow.Iterations} steps for what was said last");
        Must(run.Messages.Length <= run.Conversation.Messages, "more messages than a run takes");
        Must(run.Messages.All(m => m.BeforeStep <= run.Steps.Length + (run.Model is null ? 1 : 2)), "a message waits for a step that is far away");
        Must(run.End is not { Status: RunStatus.Completed } || !run.HasUnheard, "a run ended with an answer that does not know what was said last");
        Must(run.PendingProposals.Count() <= limits.OpenProposals, "too many proposals wait");
        Must(run.HasLooseCalls || run.Calls.Values.Count(c => c is { Status: CallStatus.Out, IsWrite: true, Terms.Independent: false }) <= 1, "two writes of one step are out at once");
        Must(run.End is not { Status: RunStatus.Cancelled } || !run.IsOut && !run.HasUnknown, "cancelled too early");
        Must(run.End is null || run.Calls.Values.All(c => c.IsSettled) && !run.PendingProposals.Any(), "an ended run has open calls");
        Must(ModelConversation.Of(run).OfType<ConversationTurn.ToolAnswered>().Count() == run.Calls.Values.Count(c => c is { IsSettled: true, IsAnswer: false }), "a call and its answer came apart");
        Must(IsGoingSomewhere(run), $"stuck: {run.Status}, nothing due, nothing out, nobody asked");
    }

    private static bool IsGoingSomewhere(Run run) => run.Status switch
    {
        RunStatus.Running => run.IsOut || RunDue.WorkOf(run).Any() || run.Calls.Values.Any(c => c.BlockedBy is not null) || run.OpenChildren.Any() || run.Waits.Values.Any(w => !w.IsOver),
        RunStatus.AwaitingDecision => run.OpenChildren.Any() || (run.PendingProposals.Any() && RunDue.Of(run).OfType<Effect.WakeAt>().Any()),
        RunStatus.OutcomeUnknown => run.HasUnknown || run.OpenChildren.Any(),
        RunStatus.AwaitingInput => (run.Session is not null || run.IsAnswered || !run.Questions.IsEmpty) && RunDue.Of(run).OfType<Effect.WakeAt>().Any(),
        RunStatus.Halted => run.Halt is not null,
        _ => run.End is not null,
    };

    private static void NothingNewStarts(Run run, RunEvent e) =>
        Must(run is { Halt: null, Cancelling: null, End: null }, $"{e.GetType().Name} in a run that is halted, being cancelled or over");

    private void ReallyMayGo(RunEvent.CallIntended sent, Run run, RunCommand.BeginToolCall cause)
    {
        var (call, now) = (run.Calls[sent.CallId], cause.Verdict.Terms!);
        if (now.Reversibility is Reversibility.ReadOnly) return;
        Must(call.BlockedBy is null, "a write was sent while an equal call of another run was open");
        Must(!run.HasUnknown, "a write was sent while another's outcome was unknown");
        Must(now.Independent || run.HasLooseCalls || run.OpenStep.Where(c => c.Index < call.Index && c.IsWrite).All(c => c.IsSettled), "a write overtook an earlier one");
        Must(cause.Verdict.MayGo, "I7: sent what no longer passes");
        Must(_wentOut.Add(call.Id) || (_mayGoAgain.Remove(call.Id) && call.ProposalId is not null) || call.Terms!.IdempotencyArgument is not null, "I2: a write was sent twice by itself");
        if (call.ProposalId is null) Must(now.Reversibility < Reversibility.Irreversible, "I1: an irreversible call went without being proposed");
        else WasReallyApproved(run, run.Proposals[call.ProposalId], sent, cause);
    }

    private static void WasReallyApproved(Run run, Proposal proposal, RunEvent.CallIntended sent, RunCommand.BeginToolCall cause)
    {
        var needed = cause.Verdict.Terms!.Reversibility is Reversibility.Critical ? 2 : 1;
        var people = proposal.Approvals.Select(a => a.By.KeyOwner ?? a.By.Subject).Distinct().Count();
        Must(people >= Math.Max(needed, cause.Verdict.Terms.ApprovalsNeeded), $"I1: {people} of {needed} people approved");
        Must(proposal.Approvals.All(a => a.ArgumentsHash == sent.ArgumentsHash), "I1: other bytes were approved");
        Must(proposal.Approvals.All(a => a.By.Subject is not ("shop" or "paula")), "I1: who asked has approved");
        Must(cause.DecisionIsGenuine, "I1: the decision is not genuine");
        Must(proposal.Terms.Binds(cause.Verdict.Terms), "I1: tool or policy changed after the approval");
        Must(!run.DeniedEffects.Contains(proposal.Terms.EffectHash) || proposal.Decision!.Kind is DecisionKind.Edit || proposal.OriginalArguments is not null, "a denied deed was done");
    }

    private static void ReallyMayBeGivenOut(Payload given, Run run, RunCommand cause)
    {
        var answer = run.Answer;
        Must(answer?.ProposalId is not null, "an answer was given out that nobody was asked about");
        var proposal = run.Proposals[answer!.ProposalId!];
        Must(proposal.Decision is { By.Subject: not ("shop" or "paula") }, "an answer was given out that nobody decided");
        if (proposal.Decision!.Kind is DecisionKind.Respond) return;
        Must(proposal.Approvals is [{ } approval] && approval.ArgumentsHash == answer.ArgumentsHash, "another answer was approved");
        Must(cause is not RunCommand.BeginToolCall { DecisionIsGenuine: false }, "an answer was given out on a forged decision");
        Must(given.ToString() == AnswerTool.TextOf(proposal.Arguments), "another answer was given out");
        Must(answer.Sendings == 0, "an answer was sent");
    }

    private static void Must(bool holds, string rule)
    {
        if (!holds) throw new BrokenRule(rule);
    }
}
