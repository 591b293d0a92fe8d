using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Lists of proposals, oldest first, and one proposal as it stands now.</summary>
public sealed class ProposalsQuery
{
    private readonly ReadPool _databases;
    private readonly CommandGate _gate;

    internal ProposalsQuery(ReadPool databases, CommandGate gate) => (_databases, _gate) = (databases, gate);

    /// <summary>Whether a text is a page's <see cref="Page{T}.Next"/>.</summary>
    public static bool IsCursor(string text) => Cursor.Read(text) is not null;

    /// <param name="after">A page's <see cref="Page{T}.Next"/>.</param>
    public Task<Page<ProposalView>> ListAsync(ProposalStatus? status, string? agent, string? tool, string? after, int? take, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var rows = database.Proposals.AsNoTracking();
        if (status is { } wanted) rows = rows.Where(p => p.Status == wanted.ToString());
        if (agent is not null) rows = rows.Where(p => p.Agent == agent);
        if (tool is not null) rows = rows.Where(p => p.Tool == tool);
        if (Cursor.Read(after) is { } cursor)
            rows = rows.Where(p => p.RequestedAt > cursor.At || (p.RequestedAt == cursor.At && string.Compare(p.Id, cursor.Id) > 0));
        var count = Page<ProposalView>.Clamp(take);
        var found = await rows.OrderBy(p => p.RequestedAt).ThenBy(p => p.Id).Take(count + 1).Select(p => new { p.Id, p.RequestedAt, p.Document }).ToListAsync(ct);
        var items = found.Take(count).Select(p => JsonSerializer.Deserialize<ProposalView>(p.Document, ViewJson.Options)!).ToList();
        return new Page<ProposalView>(items, found.Count > count ? new Cursor(found[count - 1].RequestedAt, found[count - 1].Id).ToString() : null);
    });

    /// <summary>The proposal from the journal, so that what a decision is bound to is never older than the journal.</summary>
    /// <param name="reader">Who asks: whether one's own approval is among those given is for one's own eyes.</param>
    public async Task<ProposalView?> FindAsync(string id, Actor reader, CancellationToken ct)
    {
        if (await _gate.ReadAsync(RunControl.RunOf(id), ct) is not { } run || !run.Proposals.TryGetValue(id, out var proposal)) return null;
        var view = ProposalView.Of(run, proposal);
        return view with { Approvals = view.Approvals with { Mine = proposal.Approvals.Any(a => a.By.IsSameAs(reader)) } };
    }

    public Task<int> CountPendingAsync(CancellationToken ct) => _databases.ReadAsync(database =>
        database.Proposals.CountAsync(p => p.Status == nameof(ProposalStatus.Pending), ct));

    private sealed record Cursor(long At, string Id)
    {
        public static Cursor? Read(string? text) =>
            text?.Split('~', 2) is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var micros) ? new(micros, id) : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}~{Id}");
    }
}
