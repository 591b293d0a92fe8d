using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Takes people's answers: the one way for pages and programs alike.</summary>
public sealed class Decisions
{
    private const int LongestId = 200;
    private const int LongestCheck = 2_000;

    private readonly CommandGate _gate;
    private readonly ToolCatalog _catalog;
    private readonly LookUps _lookUps;
    private readonly OpenDeeds _deeds;
    private readonly Entitlement _entitlement;
    private readonly ProposalViews _views;
    private readonly RefusedAttempts _attempts;
    private readonly Halts _halts;
    private readonly GateProof _proof;
    private readonly TimeProvider _time;

    internal Decisions(
        CommandGate gate, ToolCatalog catalog, LookUps lookUps, OpenDeeds deeds, Entitlement entitlement, ProposalViews views, RefusedAttempts attempts, Halts halts, GateProof proof, TimeProvider time)
    {
        (_gate, _catalog, _lookUps, _deeds, _entitlement, _views, _attempts, _halts, _proof, _time) = (gate, catalog, lookUps, deeds, entitlement, views, attempts, halts, proof, time);
    }

    /// <summary>Records an answer. Returns when it is on the disk; what was refused is in the audit log by then.</summary>
    /// <param name="whyNotCritical">Why this answer cannot let a critical call go, as it came in; null where it can.</param>
    public async Task<DecisionAnswer> DecideAsync(string proposalId, DecisionRequest request, Actor by, CancellationToken ct, Refusal? whyNotCritical = null)
    {
        var answer = await RecordAsync(proposalId, request, by, whyNotCritical, ct);
        if (!CanaryStreams.Owns(proposalId)) await _attempts.NoteAsync("decision", by, answer.Proposal?.Tool, proposalId, answer.Refusal, new { request.Decision, request.ArgumentsHash, request.ViewHash });
        return answer;
    }

    private async Task<DecisionAnswer> RecordAsync(string proposalId, DecisionRequest request, Actor by, Refusal? whyNotCritical, CancellationToken ct)
    {
        if (WhyMalformed(request, out var kind) is { } malformed) return new(null, malformed);
        if (request.Arguments is { } arguments && StrictJson.Inspect(arguments) is { IsEmpty: false } faults)
            return new(null, new(RefusalCode.ValidationFailed, "The edited arguments do not pass.") { Findings = [.. faults.Select(f => new Finding(Layer.Schema, f.Path, f.Code, f.Message, f.Allowed))] });
        var decisionId = request.DecisionId ?? Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");
        var reader = new Reader(by, MayDecide: true) { MayDecideCritical = whyNotCritical is null };
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var run = await _gate.ReadAsync(RunControl.RunOf(proposalId), ct);
            if (run is null || !run.Proposals.TryGetValue(proposalId, out var proposal))
                return new(null, new(RefusalCode.UnknownProposal, $"There is no proposal {proposalId}."));

            if (await WhyHeldAsync(run, proposal, kind, ct) is { } held) return new(await _views.OfAsync(run, proposal, reader, ct), held);
            var look = await LookAsync(run, proposal, kind, request, by, ct);
            var command = new RunCommand.RecordDecision(
                proposalId, kind, decisionId, FingerprintOf(proposalId, request, by), by, request.ArgumentsHash!, request.ViewHash!, request.Reason ?? "", look.Edited,
                request.Result is { } result ? CanonicalJson.Of(result) : "null", request.Then == "stop", _time.GetUtcNow())
                {
                    Fresh = look.Fresh, IsWithinAuthority = look.IsWithinAuthority, UnknownLike = look.UnknownLike,
                    Checked = !BlankText.Is(request.Checked) ? (Payload?)request.Checked : null,
                    WhyNotCritical = whyNotCritical, WhyNotEditor = _entitlement.WhyNotEditor(proposal.Terms, look.Edited?.Terms, by),
                };
            var answer = await _gate.SendForStateAsync(run.Id, command, null, ct, look.Known);
            if (!answer.WasUsedUp) return await AnswerOfAsync(proposalId, answer, reader, ct); // else a quota was used up in between: look again
        }

        return new(null, new(RefusalCode.CouldNotCheck, "The quotas change faster than they can be checked. Nothing was sent; try again."));
    }

    private const int MostAttempts = 5;
    private static readonly TimeSpan FirstTrialWithin = TimeSpan.FromSeconds(20);

    /// <summary>Nobody approves what may not be sent: what it rests on cannot be looked up while all is stopped, and a release must not let go what was approved
    /// in the dark. Every other answer is taken. Right after a start it waits until the gate was tried.</summary>
    private async Task<Refusal?> WhyHeldAsync(Run run, Proposal proposal, DecisionKind kind, CancellationToken ct)
    {
        if (kind is not (DecisionKind.Approve or DecisionKind.Edit) || !proposal.IsPending || run.Kind is RunKind.Canary) return null;
        if (!_proof.FirstTrial.IsCompleted) await Task.WhenAny(_proof.FirstTrial, Task.Delay(FirstTrialWithin, _time, ct));
        return _halts.OfCall(run.Agent, proposal.Terms.Tool, proposal.Terms.Reversibility) is { } halt
            ? new(halt.Reason is HaltReason.StoppedByPerson ? RefusalCode.Stopped : RefusalCode.GateUnproven, $"Nothing was sent. {halt.Message}") : null;
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

    /// <summary>Everything that an approval rests on, looked up afresh and outside of the run's turn.</summary>
    private async Task<Look> LookAsync(Run run, Proposal proposal, DecisionKind kind, DecisionRequest request, Actor by, CancellationToken ct)
    {
        if (kind is not (DecisionKind.Approve or DecisionKind.Edit) || !proposal.IsPending) return Look.NotNeeded;
        var call = run.Calls[proposal.CallId];
        var (fresh, known) = await AssessAsync(run, call, proposal.Arguments.ToString(), ct);
        var decisive = kind is DecisionKind.Approve ? JsonElement.Parse(proposal.Arguments.ToString()) : request.Arguments!.Value;
        var isWithin = _entitlement.IsWithin(run, proposal, by, decisive);
        var (edited, knownOfEdited) = kind is DecisionKind.Approve ? (null, known) : await AssessAsync(run, call, decisive.GetRawText(), ct);
        var deed = ((edited ?? fresh).Terms ?? proposal.Terms).EffectHash;
        return new(fresh, edited, knownOfEdited, isWithin) { UnknownLike = await _deeds.UnknownLikeAsync(deed, run.Id, ct) };
    }

    private Task<(Verdict Verdict, Knowledge Known)> AssessAsync(Run run, ToolCall call, string arguments, CancellationToken ct)
    {
        var context = CallContexts.Of(run, call, _time.GetUtcNow());
        return _lookUps.GatherAsync(known => _catalog.Assess(run, call, arguments, context with { Knowledge = known }), run.OnBehalfOf, ct);
    }

    private sealed record Look(Verdict? Fresh, Verdict? Edited, Knowledge Known, bool IsWithinAuthority)
    {
        /// <summary>An equal call of another run whose outcome is unknown.</summary>
        public string? UnknownLike { get; init; }

        public static readonly Look NotNeeded = new(null, null, Knowledge.None, true);
    }

    private static string WhyStale(Proposal? successor) => successor is null
        ? "What the proposal rested on has changed, and the call no longer passes. Nothing was sent; the agent was told."
        : "What the proposal rested on has changed. Nothing was sent; a new proposal takes its place.";

    /// <summary>What all three layers and the reviewer's own bounds say of arguments that are still being written. Looked up afresh, by the same path as
    /// a decision. Advice only: whoever sends them is checked again.</summary>
    /// <returns>Null where there is no such proposal, or it is not theirs to decide: what the layers say may hold what was looked up.</returns>
    public async Task<EditCheck?> TryEditAsync(string proposalId, JsonElement arguments, Actor by, CancellationToken ct)
    {
        if (await _gate.ReadAsync(RunControl.RunOf(proposalId), ct) is not { } run || !run.Proposals.TryGetValue(proposalId, out var proposal)) return null;
        if ((await _views.OfAsync(run, proposal, new(by, MayDecide: true), ct)).Masked) return null;
        var (verdict, _) = await AssessAsync(run, run.Calls[proposal.CallId], arguments.GetRawText(), ct);
        return new(ValidationView.Of(verdict.Validation), verdict.Terms?.Reversibility, Math.Max(verdict.Terms?.ApprovalsNeeded ?? 1, proposal.Terms.ApprovalsNeeded),
            verdict.MayGo, _entitlement.IsWithin(run, proposal, by, arguments)) { UnknownLike = verdict.Terms is { } terms ? await _deeds.UnknownLikeAsync(terms.EffectHash, run.Id, ct) : null };
    }

    /// <summary>What would be refused of this person whatever they saw, so that a page can say it before they press.</summary>
    /// <returns>Null where there is no such proposal.</returns>
    public async Task<Standing?> StandingOfAsync(string proposalId, Actor by, CancellationToken ct)
    {
        if (await _gate.ReadAsync(RunControl.RunOf(proposalId), ct) is not { } run || !run.Proposals.TryGetValue(proposalId, out var proposal)) return null;
        var isWithin = proposal.Arguments.Text is { } arguments && _entitlement.IsWithin(run, proposal, by, JsonElement.Parse(arguments));
        return new(RunDecider.WhyBarred(run, proposal, by)?.Message, isWithin ? null : RunDecider.BeyondAuthority.Message)
            { UnknownLike = proposal.IsPending ? await _deeds.UnknownLikeAsync(proposal.Terms.EffectHash, run.Id, ct) : null };
    }

    private static Refusal? WhyMalformed(DecisionRequest request, out DecisionKind kind)
    {
        if (KindOf(request.Decision) is not { } known)
        {
            kind = default;
            return new(RefusalCode.InvalidRequest, "decision must be approve, edit, revise, reject or respond.");
        }

        kind = known;
        return (kind, request) switch
        {
            (_, { DecisionId: "" or { Length: > LongestId } }) => new(RefusalCode.InvalidRequest, $"decisionId must have 1 to {LongestId} characters."),
            (_, { ArgumentsHash: null or "" }) => new(RefusalCode.InvalidRequest, "argumentsHash is missing: a decision is bound to the bytes that were shown."),
            (_, { ViewHash: null or "" }) => new(RefusalCode.InvalidRequest, "viewHash is missing: a decision is bound to what was shown."),
            (DecisionKind.Edit, { Arguments: null or { ValueKind: not JsonValueKind.Object } }) => new(RefusalCode.InvalidRequest, "edit needs arguments, an object."),
            (not DecisionKind.Edit, { Arguments: { ValueKind: not JsonValueKind.Null } }) => new(RefusalCode.InvalidRequest, "arguments go with edit only."),
            (DecisionKind.Respond, { Result: null }) => new(RefusalCode.InvalidRequest, "respond needs a result."),
            (DecisionKind.Respond, { Result: { } result }) when StrictJson.Inspect(result) is [var fault, ..] => new(RefusalCode.InvalidRequest, $"result{fault.Path}: {fault.Message}"),
            (not DecisionKind.Respond, { Result: { ValueKind: not JsonValueKind.Null } }) => new(RefusalCode.InvalidRequest, "result goes with respond only."),
            (_, { Checked.Length: > LongestCheck }) => new(RefusalCode.InvalidRequest, $"checked has at most {LongestCheck} characters."),
            (not (DecisionKind.Approve or DecisionKind.Edit), { Checked: not null }) => new(RefusalCode.InvalidRequest, "checked goes with approve or edit only."),
            (DecisionKind.Revise, _) when BlankText.Is(request.Reason) => new(RefusalCode.ReasonMissing, "revise needs a reason: the model is told how to try again."),
            (_, { Then: not (null or "continue" or "stop") }) => new(RefusalCode.InvalidRequest, "then must be continue or stop."),
            _ => null,
        };
    }

    /// <summary>To the letter: what is nearly a word is none.</summary>
    private static DecisionKind? KindOf(string? word) => word switch
    {
        "approve" => DecisionKind.Approve,
        "edit" => DecisionKind.Edit,
        "revise" => DecisionKind.Revise,
        "reject" => DecisionKind.Reject,
        "respond" => DecisionKind.Respond,
        _ => null,
    };

    /// <summary>The same id with another body, proposal or person is another decision.</summary>
    private static string FingerprintOf(string proposalId, DecisionRequest request, Actor by) =>
        CanonicalJson.Hash(JsonSerializer.SerializeToElement(new { proposalId, by.Subject, request }, ViewJson.Options));
}

/// <summary>The proposal as it stands after the answer, and why the answer was not taken, if so.</summary>
public sealed record DecisionAnswer(ProposalView? Proposal, Refusal? Refusal);
