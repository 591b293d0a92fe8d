using System.Collections.Immutable;
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
        return view with
        {
            Approvals = view.Approvals with { Mine = proposal.Approvals.Any(a => a.By.IsSameAs(reader)) },
            Likes = await LikesAsync(run, proposal, ct),
        };
    }

    /// <summary>What has been done, denied or is pending elsewhere for the same target or principal.</summary>
    private Task<ImmutableArray<LikeView>> LikesAsync(Run run, Proposal proposal, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var since = Micros.Of(proposal.RequestedAt - LikesWithin);
        var (effect, tool, principal) = (proposal.Terms.EffectHash, proposal.Terms.Tool, PrincipalHash.Of(run.OnBehalfOf));
        var others = database.Calls.AsNoTracking().Where(c => c.At > since && c.RunId != run.Id);
        // Two questions, each with an index of its own.
        var same = await others.Where(c => c.EffectHash == effect).OrderByDescending(c => c.At).Take(MostLikes).ToListAsync(ct);
        var near = await others.Where(c => c.Tool == tool && c.Principal == principal && c.EffectHash != effect).OrderByDescending(c => c.At).Take(MostLikes).ToListAsync(ct);
        return same.Concat(near).Take(MostLikes).Select(c => new LikeView(c.RunId, c.Id, c.Status, c.EffectHash == effect, Micros.ToInstant(c.At))).ToImmutableArray();
    });

    private const int MostLikes = 20;
    private static readonly TimeSpan LikesWithin = TimeSpan.FromDays(90);

    public Task<int> CountPendingAsync(CancellationToken ct) => _databases.ReadAsync(database =>
        database.Proposals.CountAsync(p => p.Status == nameof(ProposalStatus.Pending), ct));

    private sealed record Cursor(long At, string Id)
    {
        public static Cursor? Read(string? text) =>
            text?.Split('~', 2) is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var micros) ? new(micros, id) : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}~{Id}");
    }
}
