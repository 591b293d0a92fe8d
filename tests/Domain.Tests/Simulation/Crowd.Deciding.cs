using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>What people order a run to do.</summary>
internal sealed partial class Crowd
{
    private static readonly TimeSpan AsksAgainAfter = TimeSpan.FromSeconds(20);

    /// <summary>One answer to everything that waits, by whoever may give it.</summary>
    public void AnswerEverything(int round)
    {
        foreach (var run in world.Journal.Runs.Where(r => r.End is null).OrderBy(r => r.Id, StringComparer.Ordinal).ToList())
        {
            if (run.Halt is not null) Cancel(run);
            foreach (var proposal in run.PendingProposals) Click(run.Id, proposal, DecisionKind.Approve, Reviewers[round % Reviewers.Length]);
            if (run.HasUnknown) Rule(run);
        }
    }

    private void Decide(Run run)
    {
        var chance = world.Chance;
        foreach (var pending in run.PendingProposals) _screens.Add((run.Id, pending));
        var seen = chance.Strikes(Fault.ReviewerSeesAStaleView, 10) && _screens.Count > 0 ? chance.OneOf(_screens) : (run.Id, run.PendingProposals.FirstOrDefault());
        if (seen.Item2 is not { } proposal || _forgotten.Contains(proposal.Id)) return;
        if (chance.Strikes(Fault.ReviewerIsForgotten, 12)) _forgotten.Add(proposal.Id);
        else Click(seen.Item1, proposal, chance.OneOf(Kinds), chance.Strikes(Fault.ReviewerAskedForTheRun, 15) ? chance.OneOf(Askers) : chance.OneOf(Reviewers));
    }

    private static readonly Actor[] Askers = [People.Shop, new("paula", "Paula", Channel.Page)];

    private static readonly DecisionKind[] Kinds =
        [DecisionKind.Approve, DecisionKind.Approve, DecisionKind.Approve, DecisionKind.Approve, DecisionKind.Approve, DecisionKind.Edit, DecisionKind.Edit, DecisionKind.Reject, DecisionKind.Revise, DecisionKind.Respond];

    private void Click(string runId, Proposal shown, DecisionKind kind, Actor by)
    {
        var (id, edited) = ($"d{world.NextId()}", $$"""{"amount":30,"order":"A{{world.Chance.Below(3)}}"}""");
        if (kind is DecisionKind.Edit && world.Journal.Read(runId).Calls[shown.CallId].IsAnswer) kind = DecisionKind.Approve;
        var isQuestion = world.Journal.Read(runId).Calls[shown.CallId].IsQuestion;
        if (isQuestion && kind is DecisionKind.Approve or DecisionKind.Edit or DecisionKind.Revise) kind = DecisionKind.Respond;
        var click = new Click(id, shown, by, kind, kind is DecisionKind.Edit ? edited : shown.Arguments.ToString(), world.Time.Now);
        if (kind is DecisionKind.Approve or DecisionKind.Edit) world.Ledger.Clicked(click);
        world.Chronicle.Tell(() => $"{by.Subject} {kind.ToString().ToLowerInvariant()}s {shown.Id} ({id}){(kind is DecisionKind.Edit ? $" to {edited}" : "")}");
        var isKnown = false;
        Send();
        if (world.Chance.Strikes(Fault.ReviewerClicksTwice, 8)) Send();
        world.Time.After(AsksAgainAfter, () => { if (!isKnown) Send(); }); // the browser keeps what it does not know to have arrived

        void Send() => world.AnyProcess.Send(runId, (now, run) => Command(run, now), ruling =>
        {
            isKnown = true;
            if (ruling is Ruling<RunEvent>.Refused { Refusal: var refusal }) world.Chronicle.Tell(() => $"{by.Subject} is told of {id}: {refusal.Code}");
            if (ruling is Ruling<RunEvent>.Accepted { Events: var events } && !events.Any(e => e is RunEvent.ProposalStaled)) world.Memory.Acknowledged(runId, id);
        });

        RunCommand.RecordDecision? Command(Run run, DateTimeOffset now)
        {
            if (!run.Proposals.TryGetValue(shown.Id, out var proposal)) return null;
            var (call, tools) = (run.Calls[shown.CallId], world.Tools.InForce);
            var verdict = kind is DecisionKind.Edit ? Turn.VerdictOf(run, call, edited, tools) : null;
            if (verdict?.Terms is { } terms) click.Terms = (terms.DefinitionHash, terms.PolicyVersion);
            return new(shown.Id, kind, id, id, by, shown.ArgumentsHash, shown.ViewHash, "because", verdict, isQuestion ? "\"a\"" : "\"by hand\"", false, now) { Fresh = Turn.VerdictOf(run, call, proposal.Arguments.ToString(), tools) };
        }
    }

    /// <summary>Somebody says what became of a call: mostly the truth.</summary>
    private void Rule(Run run)
    {
        if (run.Calls.Values.Where(c => c.Status is CallStatus.Unknown).OrderBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault() is not { } call) return;
        var happened = world.Ledger.HasHappened(call.ExecutionId) != world.Chance.Strikes(Fault.RulingIsWrong, 6);
        var outcome = happened ? SettledOutcome.Happened : world.Chance.OneIn(2) && !world.Chance.IsCalm ? SettledOutcome.SendAgain : SettledOutcome.DidNotHappen;
        var by = world.Chance.OneOf(Reviewers);
        world.Chronicle.Tell(() => $"{by.Subject} rules that {call.ExecutionId} {outcome}");
        world.AnyProcess.Send(run.Id, (now, r) => r.Calls.GetValueOrDefault(call.Id)?.ExecutionId == call.ExecutionId ? new RunCommand.SettleOutcome(call.Id, outcome, by, "looked it up", now) : null);
    }

    private void Grant(Run run)
    {
        if (run is not { End: null, Halt: not null }) return;
        var grant = new Grant(1 + world.Chance.Below(2), 2_000, 0.02m, 20);
        world.Chronicle.Tell(() => $"sam grants {run.Id} more");
        world.AnyProcess.Send(run.Id, (now, _) => new RunCommand.GrantMore(grant, People.Sam, false, "go on", now));
    }

    private void Cancel(Run run)
    {
        world.Chronicle.Tell(() => $"sam cancels {run.Id}");
        world.AnyProcess.Send(run.Id, (now, _) => new RunCommand.Cancel(People.Sam, "enough", now));
    }

    private void Recall(Run run)
    {
        if (run.Proposals.Values.Where(p => run.StatusOf(p) is ProposalStatus.Approved).OrderBy(p => p.Id, StringComparer.Ordinal).FirstOrDefault() is not { } approved) return;
        world.AnyProcess.Send(run.Id, (now, _) => new RunCommand.RecallApproval(approved.Id, People.Rita, now), ruling =>
        {
            if (ruling is Ruling<RunEvent>.Accepted) world.Chronicle.Tell(() => $"rita recalls {approved.Id}");
        });
    }

    /// <summary>People tell each other of what waits, and who finds out what nobody knows.</summary>
    private void Talk(Run run)
    {
        var by = world.Chance.OneOf(Reviewers);
        if (run.Calls.Values.FirstOrDefault(c => c.Status is CallStatus.Unknown) is { } lost) world.AnyProcess.Send(run.Id, (now, _) => new RunCommand.TakeOnOutcome(lost.Id, by, now));
        if (run.PendingProposals.FirstOrDefault() is not { } pending) return;
        var (id, isRemark) = ($"m{world.NextId()}", world.Chance.OneIn(2));
        world.AnyProcess.Send(run.Id, (now, _) => isRemark ? new RunCommand.Comment(pending.Id, id, by, "Look at this.", now) : new RunCommand.HandOver(pending.Id, by.Subject, by.Name, by, "", now));
    }

    private void Withdraw(Run run)
    {
        if (run.PendingProposals.FirstOrDefault() is { } pending) world.AnyProcess.Send(run.Id, (now, _) => new RunCommand.WithdrawProposal(pending.Id, People.Sam, "not now", now));
    }

    private void TakeBack(Run run)
    {
        if (run.Calls.Values.Where(c => c.HasWayBack).OrderBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault() is not { } done) return;
        var id = $"u{world.NextId()}";
        world.Chronicle.Tell(() => $"sam has {done.Id} taken back by {id}");
        world.AnyProcess.Send(run.Id, (now, _) => new RunCommand.StartUndo(id, [done.Id], [], People.Sam, now));
    }
}
