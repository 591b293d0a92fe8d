using System.Text.Json;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>Read rows as they are shown: as the console wrote them, or not at all. What does not carry its mark is read from the journal instead, where the audit log knows that; else none of its words are shown.</summary>
internal sealed class ProvenRows(DecisionSeal seal, CommandGate gate)
{
    /// <summary>The row of a run, which is written with each of its events: an older one does not stand for it.</summary>
    public async Task<RunView> OfAsync(StoredRun row, CancellationToken ct)
    {
        var view = Marked<RunView>(row.Id, row.Document, row.Seal);
        if (view?.Version == row.Version) return view!;
        try
        {
            return await gate.ReadProvenAsync(row.Id, ct) is { } run ? RunView.Of(run) : RunView.Unproven(row.Id);
        }
        catch (JournalDamagedException)
        {
            return view?.WithoutWords() ?? RunView.Unproven(row.Id);
        }
    }

    /// <summary>The row of a proposal. One that was put back shows what was once so; no decision is taken on it, for it is bound to what is.</summary>
    public async Task<ProposalView> OfAsync(StoredProposal row, CancellationToken ct)
    {
        if (Marked<ProposalView>(row.Id, row.Document, row.Seal) is { DefinitionHash: not null } view) return view; // an older console left out what it rests on
        try
        {
            return await gate.ReadProvenAsync(RunControl.RunOf(row.Id), ct) is { } run && run.Proposals.TryGetValue(row.Id, out var proposal) ? ProposalView.Of(run, proposal) : ProposalView.Unproven(row.Id);
        }
        catch (JournalDamagedException)
        {
            return ProposalView.Unproven(row.Id);
        }
    }

    /// <summary>A run's row where nothing more than counting or looking hangs on it; null where it does not carry the mark.</summary>
    public RunView? Marked(StoredRun row) => Marked<RunView>(row.Id, row.Document, row.Seal);

    private T? Marked<T>(string id, string document, string? mark) where T : class =>
        seal.HoldsRow(id, document, mark) ? JsonSerializer.Deserialize<T>(document, ViewJson.Options) : null;
}

/// <summary>What the database holds of a run for lists.</summary>
/// <param name="Version">Of the run's last event in the journal, in the same look; null where there is none.</param>
internal sealed record StoredRun(string Id, string Document, string? Seal, int? Version);

/// <summary>What the database holds of a proposal for lists.</summary>
internal sealed record StoredProposal(string Id, string Document, string? Seal);
