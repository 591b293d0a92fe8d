using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Takes people's answers: the one way for pages and programs alike.</summary>
public sealed class Decisions
{
    private const int LongestId = 200;

    private readonly CommandGate _gate;
    private readonly ToolCatalog _catalog;
    private readonly TimeProvider _time;

    internal Decisions(CommandGate gate, ToolCatalog catalog, TimeProvider time) => (_gate, _catalog, _time) = (gate, catalog, time);

    /// <summary>Records an answer. Returns when it is on the disk.</summary>
    public async Task<DecisionAnswer> DecideAsync(string proposalId, DecisionRequest request, Actor by, CancellationToken ct)
    {
        if (WhyMalformed(request, out var kind) is { } malformed) return new(null, malformed);
        var run = await _gate.ReadAsync(RunControl.RunOf(proposalId), ct);
        if (run is null || !run.Proposals.TryGetValue(proposalId, out var proposal))
            return new(null, new(RefusalCode.UnknownProposal, $"There is no proposal {proposalId}."));

        if (request.Arguments is { } arguments && StrictJson.Inspect(arguments) is { IsEmpty: false } faults)
            return new(null, new(RefusalCode.ValidationFailed, "The edited arguments do not pass.") { Findings = [.. faults.Select(f => new Finding(Layer.Schema, f.Path, f.Code, f.Message, f.Allowed))] });
        var edited = kind is DecisionKind.Edit ? Validate(run, proposal, request.Arguments!.Value) : null;
        var now = _time.GetUtcNow();
        var decisionId = request.DecisionId ?? Guid.CreateVersion7(now).ToString("N");
        var command = new RunCommand.RecordDecision(
            proposalId, kind, decisionId, FingerprintOf(proposalId, request, by), by, request.ArgumentsHash!, request.ViewHash!, request.Reason ?? "", edited,
            request.Result is { } result ? CanonicalJson.Of(result) : "null", request.Then == "stop", now);
        var answer = await _gate.SendForStateAsync(run.Id, command, null, ct);
        if (!answer.Run.Proposals.TryGetValue(proposalId, out var decided)) return new(null, new(RefusalCode.UnknownProposal, $"There is no proposal {proposalId}."));
        if (answer.Ruling is Ruling<RunEvent>.Refused { Refusal: var refusal }) return new(ProposalView.Of(answer.Run, decided), refusal);

        // Recorded, and found stale in the same turn: nothing was sent, and what takes its place is what the reviewer needs to see.
        var successor = answer.Run.Proposals.Values.FirstOrDefault(p => p.Supersedes == proposalId);
        return decided.Answered is ProposalStatus.Stale
            ? new(ProposalView.Of(answer.Run, successor ?? decided), new(RefusalCode.Stale, WhyStale(successor)))
            : new(ProposalView.Of(answer.Run, decided.Answered is ProposalStatus.Withdrawn ? successor ?? decided : decided), null);
    }

    private static string WhyStale(Proposal? successor) => successor is null
        ? "What the proposal rested on has changed, and the call no longer passes. Nothing was sent; the agent was told."
        : "What the proposal rested on has changed. Nothing was sent; a new proposal takes its place.";

    /// <summary>The three layers' word on arguments that a reviewer is still writing.</summary>
    public async Task<ValidationView?> TryEditAsync(string proposalId, JsonElement arguments, CancellationToken ct) =>
        await _gate.ReadAsync(RunControl.RunOf(proposalId), ct) is { } run && run.Proposals.TryGetValue(proposalId, out var proposal)
            ? ValidationView.Of(Validate(run, proposal, arguments).Validation) : null;

    private Verdict Validate(Run run, Proposal proposal, JsonElement arguments) => _catalog.Find(proposal.Terms.Tool) is { } tool
        ? CallValidator.Validate(tool, arguments.GetRawText(), run.OnBehalfOf)
        : new(arguments.GetRawText(), "", Validation.FailedSchema(new Finding(Layer.Schema, "", "unknownTool", "The tool is gone.")), null);

    private static Refusal? WhyMalformed(DecisionRequest request, out DecisionKind kind)
    {
        kind = default;
        if (request.Decision is not { } word || !Enum.TryParse(word, ignoreCase: true, out kind) || !Enum.IsDefined(kind) || char.IsAsciiDigit(word[0]))
            return new(RefusalCode.InvalidRequest, "decision must be approve, edit, revise, reject or respond.");
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
            (DecisionKind.Revise, { Reason: null or "" }) => new(RefusalCode.ReasonMissing, "revise needs a reason: the model is told how to try again."),
            (_, { Then: not (null or "continue" or "stop") }) => new(RefusalCode.InvalidRequest, "then must be continue or stop."),
            _ => null,
        };
    }

    /// <summary>The same id with another body, proposal or person is another decision.</summary>
    private static string FingerprintOf(string proposalId, DecisionRequest request, Actor by) =>
        CanonicalJson.Hash(JsonSerializer.SerializeToElement(new { proposalId, by.Subject, request }, ViewJson.Options));
}

/// <summary>The proposal as it stands after the answer, and why the answer was not taken, if so.</summary>
public sealed record DecisionAnswer(ProposalView? Proposal, Refusal? Refusal);
