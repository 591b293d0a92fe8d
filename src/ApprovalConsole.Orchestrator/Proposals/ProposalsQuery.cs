using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Lists of proposals, oldest first, and one proposal as it stands now.</summary>
public sealed class ProposalsQuery
{
    private readonly ReadPool _databases;
    private readonly CommandGate _gate;
    private readonly ProposalViews _views;
    private readonly ProvenRows _rows;
    private readonly DecisionChecks _checks;
    private readonly PlantedProposals _planted;

    internal ProposalsQuery(ReadPool databases, CommandGate gate, ProposalViews views, ProvenRows rows, DecisionChecks checks, PlantedProposals planted) =>
        (_databases, _gate, _views, _rows, _checks, _planted) = (databases, gate, views, rows, checks, planted);

    /// <summary>Whether a text is a page's <see cref="Page{T}.Next"/>.</summary>
    public static bool IsCursor(string text) => Cursor.Read(text) is not null;

    /// <summary>As everybody may see them: what is sensitive is masked in lists, whoever reads them.</summary>
    /// <param name="after">A page's <see cref="Page{T}.Next"/>.</param>
    public async Task<Page<ProposalView>> ListAsync(ProposalStatus? status, string? agent, string? tool, string? after, int? take, CancellationToken ct)
    {
        var (page, versions) = await RowsAsync(status, agent, tool, after, take, ct);
        return new(await ShownAsync(page.Items, versions, ct), page.Next);
    }

    /// <summary>Rows as everybody may see them.</summary>
    /// <param name="versions">How far the runs of these rows had come in the same look.</param>
    internal async Task<List<ProposalView>> ShownAsync(IEnumerable<StoredProposal> rows, Dictionary<string, int> versions, CancellationToken ct)
    {
        var shown = new List<ProposalView>();
        foreach (var row in rows) shown.Add(await ShownAsync(await _rows.OfAsync(row, ct), versions.GetValueOrDefault(RunControl.RunOf(row.Id), int.MaxValue), ct));
        return shown;
    }

    /// <summary>One that is damaged does not keep the others from being seen.</summary>
    private async Task<ProposalView> ShownAsync(ProposalView view, int version, CancellationToken ct)
    {
        try
        {
            return view.Damaged ? view : await _views.InListAsync(view, version, ct);
        }
        catch (JournalDamagedException)
        {
            return view.WithoutWords();
        }
    }

    private Task<(Page<StoredProposal> Page, Dictionary<string, int> Versions)> RowsAsync(ProposalStatus? status, string? agent, string? tool, string? after, int? take, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var rows = database.Proposals.AsNoTracking();
        if (status is { } wanted) rows = rows.Where(p => p.Status == wanted.ToString());
        if (agent is not null) rows = rows.Where(p => p.Agent == agent);
        if (tool is not null) rows = rows.Where(p => p.Tool == tool);
        if (Cursor.Read(after) is { } cursor)
            rows = rows.Where(p => p.RequestedAt >= cursor.At && (p.RequestedAt > cursor.At || string.Compare(p.Id, cursor.Id) > 0)); // the first half finds the place in the index
        var count = Page<ProposalView>.Clamp(take);
        var found = await rows.OrderBy(p => p.RequestedAt).ThenBy(p => p.Id).Take(count + 1).Select(p => new { p.Id, p.RequestedAt, p.Document, p.Seal }).ToListAsync(ct);
        var items = found.Take(count).Select(p => new StoredProposal(p.Id, p.Document, p.Seal)).ToList();
        var versions = await VersionsAsync(database, items, ct);
        return (new Page<StoredProposal>(items, found.Count > count ? new Cursor(found[count - 1].RequestedAt, found[count - 1].Id).ToString() : null), versions);
    });

    internal static Task<Dictionary<string, int>> VersionsAsync(ConsoleDb database, IEnumerable<StoredProposal> rows, CancellationToken ct)
    {
        var runs = rows.Select(p => RunControl.RunOf(p.Id)).Distinct().ToList();
        return database.Runs.AsNoTracking().Where(r => runs.Contains(r.Id)).Select(r => new { r.Id, r.Version }).ToDictionaryAsync(r => r.Id, r => r.Version, ct);
    }

    /// <summary>The proposal from the journal, so that what a decision is bound to is never older than the journal, and where the audit log knows that.</summary>
    /// <param name="reader">Who asks: who may decide on it now sees all of it, and whether one's own approval is among those given is for one's own eyes.</param>
    /// <exception cref="JournalDamagedException">What the journal holds of its run is no run, or not what the log knows.</exception>
    public async Task<ProposalView?> FindAsync(string id, Reader reader, CancellationToken ct)
    {
        if (await RunToShowAsync(id, reader, ct) is not { } run || !run.Proposals.TryGetValue(id, out var proposal)) return null;
        var view = await _views.OfAsync(run, proposal, reader, ct);
        if (reader.MayDecide && view is { Status: ProposalStatus.Pending, Masked: false, Changed: not null }) view = await _checks.AnewAsync(run, proposal, view, ct);
        var planted = _planted.Find(id, reader.Actor);
        var (likes, marks) = await _databases.ReadAsync(async database => (
            await LikesOf.ReadAsync(database.Database.GetDbConnection(), run, proposal, view.Masked, ct),
            view is { Status: ProposalStatus.Pending, Masked: false } ? await MarksOf.ReadAsync(database.Database.GetDbConnection(), proposal, ct) : (ImmutableArray<MarkView>?)null));
        return view with
        {
            Comments = CommentView.Of((await _views.RunAsync(run, proposal, reader, ct)).Proposals[proposal.Id], reader.Actor),
            Approvals = view.Approvals with { Mine = proposal.Approvals.Any(a => a.By.IsSameAs(reader.Actor)) },
            Likes = planted is null ? likes : [.. likes.Where(like => planted.CouldKnow(like.RunId, like.At))],
            Marks = marks,
        };
    }

    /// <summary>The run of a proposal, for the sources of its values: as the reader may see it beside the proposal.</summary>
    /// <returns>Null where there is no such proposal.</returns>
    public async Task<Run?> FindRunAsync(string id, Reader reader, CancellationToken ct) =>
        await RunToShowAsync(id, reader, ct) is { } run && run.Proposals.TryGetValue(id, out var proposal) ? await _views.RunAsync(run, proposal, reader, ct) : null;

    /// <summary>Also the one that was made up for them: it is shown as any other.</summary>
    private async Task<Run?> RunToShowAsync(string id, Reader reader, CancellationToken ct) => _planted.Find(id, reader.Actor)?.Run ?? await _gate.ReadProvenAsync(RunControl.RunOf(id), ct);

    public Task<int> CountPendingAsync(CancellationToken ct) => _databases.ReadAsync(database =>
        database.Proposals.CountAsync(p => p.Status == nameof(ProposalStatus.Pending), ct));
}
