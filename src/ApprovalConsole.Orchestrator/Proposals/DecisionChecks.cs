using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Looks up what an answer rests on: for the answer itself, and for a page that wants to say beforehand what would become of it.</summary>
public sealed class DecisionChecks
{
    private const int MostAnew = 400;

    // Pages read again with each commit: what a proposal would come to is looked up once for each change under it.
    private readonly ConcurrentDictionary<(string Id, string ViewHash, string Changed), (string? CannotGo, ImmutableArray<DifferenceView> Changed)> _anew = new();
    private readonly CommandGate _gate;
    private readonly ToolCatalog _catalog;
    private readonly LookUps _lookUps;
    private readonly OpenDeeds _deeds;
    private readonly Entitlement _entitlement;
    private readonly ProposalViews _views;
    private readonly PlantedProposals _planted;
    private readonly TimeProvider _time;

    internal DecisionChecks(CommandGate gate, ToolCatalog catalog, LookUps lookUps, OpenDeeds deeds, Entitlement entitlement, ProposalViews views, PlantedProposals planted, TimeProvider time)
    {
        (_gate, _catalog, _lookUps, _deeds, _entitlement, _views, _planted, _time) = (gate, catalog, lookUps, deeds, entitlement, views, planted, time);
        gate.Erased += _ => _anew.Clear();
    }

    /// <summary>What all three layers and the reviewer's own bounds say of arguments that are still being written. Looked up afresh, by the same path as
    /// a decision. Advice only: whoever sends them is checked again.</summary>
    /// <returns>Null where there is no such proposal, or it is not theirs to decide: what the layers say may hold what was looked up.</returns>
    public async Task<EditCheck?> TryEditAsync(string proposalId, JsonElement arguments, Actor by, CancellationToken ct)
    {
        if (await RunToShowAsync(proposalId, by, ct) is not { } run || !run.Proposals.TryGetValue(proposalId, out var proposal)) return null;
        if ((await _views.OfAsync(run, proposal, new(by, MayDecide: true), ct)).Masked) return null;
        var (verdict, _) = await AssessAsync(run, run.Calls[proposal.CallId], arguments.GetRawText(), ct, _planted.Find(proposalId, by)?.LookedUp);
        return new(ValidationView.Of(verdict.Validation), verdict.Terms?.Reversibility, Math.Max(verdict.Terms?.ApprovalsNeeded ?? 1, proposal.Terms.ApprovalsNeeded),
            verdict.MayGo, _entitlement.IsWithin(run, proposal, by, arguments))
        {
            UnknownLike = verdict.Terms is { } terms ? await _deeds.UnknownLikeAsync(terms.EffectHash, run.Id, ct) : null, Facts = [.. verdict.Facts.Select(FactView.Of)],
        };
    }

    /// <summary>What would be refused of this person whatever they saw, so that a page can say it before they press.</summary>
    /// <returns>Null where there is no such proposal.</returns>
    public async Task<Standing?> StandingOfAsync(string proposalId, Actor by, CancellationToken ct) =>
        await RunToShowAsync(proposalId, by, ct) is { } run && run.Proposals.TryGetValue(proposalId, out var proposal) ? await StandingOfAsync(run, proposal, by, ct) : null;

    /// <inheritdoc cref="StandingOfAsync(string, Actor, CancellationToken)"/>
    internal async Task<Standing> StandingOfAsync(Run run, Proposal proposal, Actor by, CancellationToken ct) =>
        StandingOf(run, proposal, by) with { UnknownLike = proposal.IsPending ? await _deeds.UnknownLikeAsync(proposal.Terms.EffectHash, run.Id, ct) : null };

    /// <summary>Whether it may be dealt to them: it is open, and theirs to decide and to approve.</summary>
    internal async Task<bool> MayBeDealtAsync(string proposalId, Actor by, CancellationToken ct) =>
        await RunToShowAsync(proposalId, by, ct) is { } run && run.Proposals.TryGetValue(proposalId, out var proposal) && StandingOf(run, proposal, by) is { IsOpen: true, WhyNotDecide: null, WhyNotApprove: null };

    private Standing StandingOf(Run run, Proposal proposal, Actor by)
    {
        var isWithin = proposal.Arguments.Text is { } arguments && _entitlement.IsWithin(run, proposal, by, JsonElement.Parse(arguments));
        var whyNot = !isWithin ? RunDecider.BeyondAuthority : proposal.Terms.Reversibility >= Reversibility.Irreversible ? _entitlement.WhyNotEditor(proposal.Terms, null, by) : null;
        return new(RunDecider.WhyBarred(run, proposal, by)?.Message, whyNot?.Message) { IsOpen = proposal.IsPending && run.End is null };
    }

    /// <summary>A proposal that something has changed under, checked anew for who may decide and opens it: what an approval would find. Nothing is written; whoever decides is checked again.</summary>
    internal async Task<ProposalView> AnewAsync(Run run, Proposal proposal, ProposalView view, CancellationToken ct)
    {
        if (view.CannotGo is not null) return view;
        var key = (proposal.Id, proposal.ViewHash, string.Join(' ', view.Changed!));
        if (!_anew.TryGetValue(key, out var found))
        {
            var (verdict, _) = await AssessAsync(run, run.Calls[proposal.CallId], proposal.Arguments.ToString(), ct);
            if (verdict.Validation.IsUnchecked) return view;
            found = (verdict.MayGo ? null : $"It does not pass any more: {string.Join(' ', verdict.Validation.Findings.Select(f => f.Message).DefaultIfEmpty("it is forbidden."))}",
                [.. Staleness.Difference(proposal, verdict).Select(d => new DifferenceView(d.Source, d.Path, d.Was.ToString(), d.Is.ToString()))]);
            if (_anew.Count >= MostAnew) _anew.Clear();
            _anew[key] = found;
        }

        return view with { CannotGo = found.CannotGo, Changed = [.. found.Changed, .. view.Changed!.Where(d => d.Source == AgentPrint.Source)] };
    }

    /// <summary>Everything that an approval rests on, looked up afresh and outside of the run's turn.</summary>
    internal async Task<Look> LookAsync(Run run, Proposal proposal, DecisionKind kind, DecisionRequest request, Actor by, CancellationToken ct)
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

    /// <summary>Also the one that was made up for them: what a page says beforehand it says of any. A decision never comes this way.</summary>
    private async Task<Run?> RunToShowAsync(string proposalId, Actor by, CancellationToken ct) => _planted.Find(proposalId, by)?.Run ?? await _gate.ReadComparedAsync(RunControl.RunOf(proposalId), ct);

    /// <param name="then">What is taken as known, for a proposal that was made up; null: nothing, as for any that can be decided.</param>
    private Task<(Verdict Verdict, Knowledge Known)> AssessAsync(Run run, ToolCall call, string arguments, CancellationToken ct, Knowledge? then = null)
    {
        var context = CallContexts.Of(run, call, _time.GetUtcNow());
        return _lookUps.GatherAsync(known => _catalog.Assess(run, call, arguments, context with { Knowledge = then is null ? known : new Knowledge.Either(then, known) }), run.OnBehalfOf, ct);
    }

    /// <param name="Fresh">Of the arguments as proposed; null where nothing goes.</param>
    /// <param name="Edited">Of the reviewer's own; null where there are none.</param>
    internal sealed record Look(Verdict? Fresh, Verdict? Edited, Knowledge Known, bool IsWithinAuthority)
    {
        /// <summary>An equal call of another run whose outcome is unknown.</summary>
        public string? UnknownLike { get; init; }

        public static readonly Look NotNeeded = new(null, null, Knowledge.None, true);
    }
}
