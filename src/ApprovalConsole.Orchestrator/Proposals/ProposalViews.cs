using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Makes a proposal's view for whoever looks: all of it for who may decide on it now, for others with what is sensitive masked. With a masked view
/// nobody decides: it has no hashes.</summary>
internal sealed class ProposalViews(Masks masks, Entitlement entitlement, SinceThen since)
{
    /// <param name="reader">Null: anybody.</param>
    public async Task<ProposalView> OfAsync(Run run, Proposal proposal, Reader? reader, CancellationToken ct) => since.Shown(await AsMaskedAsync(run, proposal, reader, ct));

    private async Task<ProposalView> AsMaskedAsync(Run run, Proposal proposal, Reader? reader, CancellationToken ct)
    {
        if (!masks.AreAny || (reader is not null && entitlement.MayDecide(run, proposal, reader))) return ProposalView.Of(run, proposal);
        return await masks.OfAsync(run.Id, run.Version, ct) is { HidesNothing: false } masked ? Masked(masked, proposal.Id, reader?.Revealed) : ProposalView.Of(run, proposal);
    }

    /// <summary>Of a run's row in a list, where nobody decides.</summary>
    /// <param name="version">The run's.</param>
    public async Task<ProposalView> InListAsync(ProposalView view, int version, CancellationToken ct) =>
        since.Shown(masks.AreAny && await masks.OfAsync(view.RunId, version, ct) is { HidesNothing: false } masked ? Masked(masked, view.Id, null) : view);

    /// <summary>The run that a proposal belongs to, as the reader may see it beside the proposal.</summary>
    public async Task<Run> RunAsync(Run run, Proposal proposal, Reader reader, CancellationToken ct) =>
        !masks.AreAny || entitlement.MayDecide(run, proposal, reader) || await masks.OfAsync(run.Id, run.Version, ct) is not { } masked ? run : masked.To(reader.Revealed).Run;

    private static ProposalView Masked(MaskedRun masked, string id, Revealed? revealed)
    {
        if (!masked.True.Proposals.TryGetValue(id, out var proposal)) throw new JournalDamagedException(masked.True.Id, new InvalidDataException("A list names a proposal, and the journal does not."));
        var (whole, shown) = (ProposalView.Of(masked.True, proposal), masked.To(revealed).Run);
        if (ReferenceEquals(shown, masked.True)) return whole;
        var view = ProposalView.Of(shown, shown.Proposals[id]) with { ArgumentsHash = "", ViewHash = "" };
        return ViewJson.AreSame(view, whole with { ArgumentsHash = "", ViewHash = "" }) ? whole : view with { Masked = true };
    }
}
