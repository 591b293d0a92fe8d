using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Stops;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Takes people's answers: the one way for pages and programs alike.</summary>
public sealed class Decisions
{
    private const int MostAttempts = 5;
    private static readonly TimeSpan FirstTrialWithin = TimeSpan.FromSeconds(20);

    private readonly CommandGate _gate;
    private readonly DecisionChecks _checks;
    private readonly Entitlement _entitlement;
    private readonly ProposalViews _views;
    private readonly RefusedAttempts _attempts;
    private readonly Halts _halts;
    private readonly GateProof _proof;
    private readonly TimeProvider _time;

    internal Decisions(
        CommandGate gate, DecisionChecks checks, Entitlement entitlement, ProposalViews views, RefusedAttempts attempts, Halts halts, GateProof proof, TimeProvider time)
    {
        (_gate, _checks, _entitlement, _views, _attempts, _halts, _proof, _time) = (gate, checks, entitlement, views, attempts, halts, proof, time);
    }

    /// <summary>Records an answer. Returns when it is on the disk; what was refused is in the audit log by then.</summary>
    /// <param name="whyNotCritical">Why this answer cannot let a critical call go, as it came in; null where it can.</param>
    /// <param name="seenFor">How long a page of ours had painted the proposal; null: nobody knows. No program says it of itself.</param>
    public async Task<DecisionAnswer> DecideAsync(string proposalId, DecisionRequest request, Actor by, CancellationToken ct, Refusal? whyNotCritical = null, TimeSpan? seenFor = null)
    {
        var answer = await RecordAsync(proposalId, request, by, whyNotCritical, seenFor, ct);
        if (!CanaryStreams.Owns(proposalId)) await _attempts.NoteAsync("decision", by, answer.Proposal?.Tool, proposalId, answer.Refusal, new { request.Decision, request.ArgumentsHash, request.ViewHash });
        return answer;
    }

    private async Task<DecisionAnswer> RecordAsync(string proposalId, DecisionRequest request, Actor by, Refusal? whyNotCritical, TimeSpan? seenFor, CancellationToken ct)
    {
        if (DecisionWords.Fault(request, out var kind) is { } malformed) return new(null, malformed);
        if (request.Arguments is { } arguments && StrictJson.Inspect(arguments) is { IsEmpty: false } faults)
            return new(null, new(RefusalCode.ValidationFailed, "The edited arguments do not pass.") { Findings = [.. faults.Select(f => new Finding(Layer.Schema, f.Path, f.Code, f.Message, f.Allowed))] });
        var decisionId = request.DecisionId ?? Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");
        var reader = new Reader(by, MayDecide: true) { MayDecideCritical = whyNotCritical is null };
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var run = await _gate.ReadComparedAsync(RunControl.RunOf(proposalId), ct);
            if (run is null || !run.Proposals.TryGetValue(proposalId, out var proposal))
                return new(null, new(RefusalCode.UnknownProposal, $"There is no proposal {proposalId}."));

            if (await WhyHeldAsync(run, proposal, kind, ct) is { } held) return new(await _views.OfAsync(run, proposal, reader, ct), held);
            var look = await _checks.LookAsync(run, proposal, kind, request, by, ct);
            var command = new RunCommand.RecordDecision(
                proposalId, kind, decisionId, FingerprintOf(proposalId, request, by), by, request.ArgumentsHash!, request.ViewHash!, request.Reason ?? "", look.Edited,
                request.Result is { } result ? CanonicalJson.Of(result) : "null", request.Then == "stop", _time.GetUtcNow())
                {
                    Fresh = look.Fresh, IsWithinAuthority = look.IsWithinAuthority, UnknownLike = look.UnknownLike,
                    Checked = !BlankText.Is(request.Checked) ? (Payload?)request.Checked : null,
                    SeenFor = seenFor, WhyNotCritical = whyNotCritical, WhyNotEditor = _entitlement.WhyNotEditor(proposal.Terms, look.Edited?.Terms, by),
                };
            var answer = await _gate.SendForStateAsync(run.Id, command, null, ct, look.Known);
            if (!answer.WasUsedUp) return await AnswerOfAsync(proposalId, answer, reader, ct); // else a quota was used up in between: look again
        }

        return new(null, new(RefusalCode.CouldNotCheck, "The quotas change faster than they can be checked. Nothing was sent; try again."));
    }

    /// <summary>Nobody approves what may not be sent: what it rests on cannot be looked up while all is stopped, and a release must not let go what was approved
    /// in the dark. Every other answer is taken. Right after a start it waits until the gate was tried.</summary>
    private async Task<Refusal?> WhyHeldAsync(Run run, Proposal proposal, DecisionKind kind, CancellationToken ct)
    {
        if (kind is not (DecisionKind.Approve or DecisionKind.Edit) || !proposal.IsPending || run.Kind is RunKind.Canary) return null;
        if (!_proof.FirstTrial.IsCompleted) await Task.WhenAny(_proof.FirstTrial, Task.Delay(FirstTrialWithin, _time, ct));
        return _halts.OfCall(run.Agents, proposal.Terms.Tool, proposal.Terms.Reversibility) is { } halt
            ? new(halt.Reason switch { HaltReason.StoppedByPerson => RefusalCode.Stopped, HaltReason.AgentGone => RefusalCode.AgentGone, _ => RefusalCode.GateUnproven }, $"Nothing was sent. {halt.Message}") : null;
    }

    private async Task<DecisionAnswer> AnswerOfAsync(string proposalId, GateAnswer answer, Reader reader, CancellationToken ct)
    {
        if (!answer.Run.Proposals.TryGetValue(proposalId, out var decided)) return new(null, new(RefusalCode.UnknownProposal, $"There is no proposal {proposalId}."));
        if (answer.Ruling is Ruling<RunEvent>.Refused { Refusal: var refusal }) return new(await ViewAsync(decided), refusal);

        // Found stale in this very turn: nothing was sent, and what takes its place is what the reviewer needs to see.
        var successor = answer.Run.Proposals.Values.FirstOrDefault(p => p.Supersedes == proposalId);
        return decided.Answered is ProposalStatus.Stale
            ? new(await ViewAsync(successor ?? decided), new(RefusalCode.Stale, WhyStale(successor)))
            : new(await ViewAsync(decided.Answered is ProposalStatus.Withdrawn ? successor ?? decided : decided), null);

        Task<ProposalView> ViewAsync(Proposal proposal) => _views.OfAsync(answer.Run, proposal, reader, ct);
    }

    private static string WhyStale(Proposal? successor) => successor is null
        ? "What the proposal rested on has changed, and the call no longer passes. Nothing was sent; the agent was told."
        : "What the proposal rested on has changed. Nothing was sent; a new proposal takes its place.";

    /// <summary>The same id with another body, proposal or person is another decision.</summary>
    private static string FingerprintOf(string proposalId, DecisionRequest request, Actor by) =>
        CanonicalJson.Hash(JsonSerializer.SerializeToElement(new { proposalId, by.Subject, request }, ViewJson.Options));
}

/// <summary>The proposal as it stands after the answer, and why the answer was not taken, if so.</summary>
public sealed record DecisionAnswer(ProposalView? Proposal, Refusal? Refusal);
