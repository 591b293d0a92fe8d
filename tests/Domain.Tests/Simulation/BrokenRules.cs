using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>The rules, each time with one thing wrong. A simulation that does not notice protects nothing.</summary>
internal static class BrokenRules
{
    private static readonly Ruling<RunEvent> Nothing = new Ruling<RunEvent>.Accepted([]);

    public static readonly IReadOnlyDictionary<string, (string Invariant, Rules Rules)> All = new Dictionary<string, (string, Rules)>
    {
        ["a forged decision lets a call go"] = ("I1", (c, run) => RunDecider.Decide(c is RunCommand.BeginToolCall begin ? begin with { DecisionIsGenuine = true } : c, run)),
        ["an approval outlives a change of its policy"] = ("I1", (c, run) => RunDecider.Decide(c is RunCommand.BeginToolCall begin && run.Calls[begin.CallId] is { Status: CallStatus.Approved } call
            ? begin with { Verdict = begin.Verdict with { Terms = run.Proposals[call.ProposalId!].Terms } } : c, run)),
        ["what is critical needs one person only"] = ("I1", (c, run) => Rewritten(RunDecider.Decide(c is RunCommand.BeginToolCall { Verdict.Terms: { } terms } begin ? begin with { Verdict = begin.Verdict with { Terms = terms with { ApprovalsNeeded = 1 } } } : c, run),
            e => e is RunEvent.ProposalMade made ? made with { Terms = made.Terms with { ApprovalsNeeded = 1 } } : e)),
        ["an approval of other bytes counts"] = ("I1", (c, run) => RunDecider.Decide(c is RunCommand.RecordDecision d && run.Proposals.TryGetValue(d.ProposalId, out var p)
            ? d with { Kind = d.Kind is DecisionKind.Edit ? DecisionKind.Approve : d.Kind, ArgumentsHash = p.ArgumentsHash, ViewHash = p.ViewHash } : c, run)),
        ["whoever asked for a run approves its calls"] = ("I1", (c, run) => RunDecider.Decide(c, c is RunCommand.RecordDecision ? run with { RequestedBy = Actor.Console, OnBehalfOf = run.OnBehalfOf with { Subject = "nobody" } } : run)),
        ["whoever is blocked keeps their approvals"] = ("I1", (c, run) => c is RunCommand.VoidApprovals ? Nothing : RunDecider.Decide(c, run)),
        ["a denied deed is done"] = ("I1", (c, run) => RunDecider.Decide(c is RunCommand.DenyEffects d ? d with { EffectHashes = [] } : c, run with { DeniedEffects = [] })),
        ["a lost write is sent again"] = ("I2", (c, run) => Rewritten(RunDecider.Decide(c, c is RunCommand.BeginToolCall ? Ruled(run) : run), e => c is RunCommand.Recover && e is RunEvent.CallOutcomeUnknown lost ? new RunEvent.CallLost(lost.CallId, lost.ExecutionId, lost.Why, lost.ActiveMs, lost.At) : e)),
        ["a write without an answer has failed"] = ("I2", (c, run) => RunDecider.Decide(c is RunCommand.RecordToolOutcome { Outcome: ToolOutcome.Unknown u } o ? o with { Outcome = new ToolOutcome.NotExecuted("noAnswer", u.Why) } : c, run)),
        ["a probe that finds nothing settles at once"] = ("I2", (c, run) => RunDecider.Decide(c, c is RunCommand.RecordProbe ? run with { Calls = run.Calls.SetItems(run.Calls.Values.Where(x => x.Probing is not null)
            .Select(x => KeyValuePair.Create(x.Id, x with { Terms = x.Terms! with { ProbeFinalAfter = TimeSpan.Zero } }))) } : run)),
        ["a sending has another number than was written down"] = ("I3", (c, run) => Rewritten(RunDecider.Decide(c, run), e => e is RunEvent.CallIntended sent ? sent with { ArgumentsHash = "" } : e)),
        ["a decision is acknowledged and not written"] = ("I4", (c, run) => c is RunCommand.RecordDecision { Kind: DecisionKind.Respond } && RunDecider.Decide(c, run) is Ruling<RunEvent>.Accepted ? Nothing : RunDecider.Decide(c, run)),
        ["limits of tokens are not looked at"] = ("I5", (c, run) => RunDecider.Decide(c, c is RunCommand.BeginModelCall ? run with { OriginalLimits = run.OriginalLimits with { Tokens = RunLimits.MostTokens, CostUsd = RunLimits.MostCostUsd } } : run)),
        ["what a lost attempt cost is not charged"] = ("I5", (c, run) => Rewritten(RunDecider.Decide(c, run), e => e is RunEvent.ModelFailed failed ? failed with { Charged = default } : e)),
        ["limits of steps are not looked at"] = ("I6", (c, run) => RunDecider.Decide(c, c is RunCommand.BeginModelCall ? run with { OriginalLimits = run.OriginalLimits with { Iterations = 1_000 } } : run)),
        ["limits of proposals are not looked at"] = ("I6", (c, run) => RunDecider.Decide(c, c is RunCommand.RecordVerdict ? run with { OriginalLimits = run.OriginalLimits with { OpenProposals = 1_000 } } : run)),
        ["a run is cancelled while calls are out"] = ("End", (c, run) => c is RunCommand.Cancel cancel && run is { End: null, IsOut: true, Cancelling: null }
            ? new Ruling<RunEvent>.Accepted([new RunEvent.CancelRequested(cancel.By, cancel.Reason, cancel.At), new RunEvent.Cancelled(cancel.At)]) : RunDecider.Decide(c, run)),
        ["what a dead process had out stays out"] = ("Liveness", (c, run) => c is RunCommand.Recover ? Nothing : RunDecider.Decide(c, run)),
        ["proposals do not expire"] = ("Liveness", (c, run) => RunDecider.Decide(c is RunCommand.Wake wake ? wake with { At = DateTimeOffset.MinValue } : c, run)),
    };

    /// <summary>As if a person had said of all that was lost that it did not happen.</summary>
    private static Run Ruled(Run run) => run with { Calls = run.Calls.SetItems(run.Calls.Values.Where(c => c.HasLostSending).Select(c => KeyValuePair.Create(c.Id, c with { Rulings = c.Rulings.SetItem(c.ExecutionId, SettledOutcome.DidNotHappen) }))) };

    private static Ruling<RunEvent> Rewritten(Ruling<RunEvent> ruling, Func<RunEvent, RunEvent> write) => ruling is Ruling<RunEvent>.Accepted { Events: var events }
        ? new Ruling<RunEvent>.Accepted([.. events.Select(write)]) : ruling;
}
