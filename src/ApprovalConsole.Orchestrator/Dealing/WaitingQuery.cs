using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Dealing;

/// <summary>What waits for people, nearest its deadline first.</summary>
public sealed class WaitingQuery
{
    private const decimal Millionths = 1_000_000;
    private const int FewBefore = 20; // whoever is led to one sees what stands around it
    private const decimal Most = long.MaxValue / Millionths;

    private readonly ReadPool _databases;
    private readonly ProposalsQuery _proposals;

    internal WaitingQuery(ReadPool databases, ProposalsQuery proposals) => (_databases, _proposals) = (databases, proposals);

    /// <summary>As everybody may see them: what is sensitive is masked in lists, and nobody finds a proposal by words that are masked.</summary>
    /// <param name="after">A page's <see cref="Page{T}.Next"/>.</param>
    public async Task<Page<ProposalView>> ListAsync(QueueFilter queue, string? after, int? take, CancellationToken ct)
    {
        var count = Page<ProposalView>.Clamp(take);
        var found = ImmutableArray.CreateBuilder<ProposalView>();
        do
        {
            var (rows, versions, next) = await RowsAsync(queue, after, count, ct);
            found.AddRange((await _proposals.ShownAsync(rows, versions, ct)).Where(p => Holds(p, queue.Words)));
            after = next;
        }
        while (after is not null && found.Count == 0); // a page that words have emptied is none
        return new(found.ToImmutable(), after);
    }

    /// <summary>Only which they are, and whose.</summary>
    internal async Task<Page<Waiting>> IdsAsync(QueueFilter queue, string? after, CancellationToken ct)
    {
        if (queue.Words is null) return await _databases.ReadAsync(async database =>
        {
            var ids = await InOrder(database, queue, after).Take(Page<string>.MostTake + 1).Select(p => new { p.Id, p.HandedTo, p.ExpiresAt }).ToListAsync(ct);
            var kept = ids.Take(Page<string>.MostTake).ToList();
            return new Page<Waiting>([.. kept.Select(p => new Waiting(p.Id, p.HandedTo))], ids.Count > kept.Count ? new Cursor(kept[^1].ExpiresAt, kept[^1].Id).ToString() : null);
        });

        var page = await ListAsync(queue, after, Page<string>.MostTake, ct);
        return new([.. page.Items.Select(p => new Waiting(p.Id, p.HandedOver?.To))], page.Next);
    }

    /// <summary>Where a page begins that ends at another's beginning.</summary>
    /// <param name="place">A page's <see cref="Page{T}.Next"/>.</param>
    /// <returns>Goes into <see cref="ListAsync"/> as <c>after</c>; null: at the front.</returns>
    public Task<string?> BackAsync(QueueFilter queue, string place, CancellationToken ct) => _databases.ReadAsync(async database =>
        Cursor.Read(place) is { } cursor ? await UpAsync(database, queue, cursor, Page<ProposalView>.MostTake, ct) : null);

    /// <summary>Where a page begins that holds one that waits: at the front where the first page holds it, else a few before it.</summary>
    /// <returns>No such place where it does not wait, or not in this queue.</returns>
    public Task<(bool IsThere, string? Place)> PlaceOfAsync(QueueFilter queue, string id, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var row = await Narrowed(database.Proposals.AsNoTracking().Where(p => p.Id == id), queue).Select(p => new { p.ExpiresAt }).FirstOrDefaultAsync(ct);
        if (row is null) return (false, null);
        var cursor = new Cursor(row.ExpiresAt, id);
        return await UpAsync(database, queue, cursor, Page<ProposalView>.MostTake, ct) is null ? (true, null) : (true, await UpAsync(database, queue, cursor, FewBefore, ct));
    });

    /// <summary>Some of which a list knows, as they stand now, whatever became of them. Those are left out of which nothing can be said.</summary>
    public async Task<IReadOnlyList<ProposalView>> StandingAsync(IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return [];
        var (rows, versions) = await _databases.ReadAsync(async database =>
        {
            var found = await database.Proposals.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new StoredProposal(p.Id, p.Document, p.Seal)).ToListAsync(ct);
            return (found, await ProposalsQuery.VersionsAsync(database, found, ct));
        });
        return [.. (await _proposals.ShownAsync(rows, versions, ct)).Where(p => !p.Damaged)];
    }

    /// <summary>How many wait. Null where words narrow it down: to count them is to read all.</summary>
    public Task<int?> CountAsync(QueueFilter queue, CancellationToken ct) => _databases.ReadAsync(async database =>
        queue.Words is null ? await Narrowed(database.Proposals.AsNoTracking(), queue).CountAsync(ct) : (int?)null);

    /// <summary>How many were handed to a person, and how many each of these roles was told of.</summary>
    public Task<Lanes> LanesAsync(string subject, IReadOnlyCollection<EscalationTarget> roles, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var (person, told) = (subject.ToLowerInvariant(), roles.Select(r => r.ToString()).ToList());
        var found = await database.Proposals.AsNoTracking().Where(p => p.Status == nameof(ProposalStatus.Pending) && (p.HandedTo == person || told.Contains(p.Escalated!))).Select(p => new { p.HandedTo, p.Escalated }).ToListAsync(ct);
        return new Lanes(found.Count(p => p.HandedTo == person), found.GroupBy(p => p.Escalated).Where(g => told.Contains(g.Key!)).ToDictionary(g => Enum.Parse<EscalationTarget>(g.Key!), g => g.Count()));
    });

    private Task<(List<StoredProposal> Rows, Dictionary<string, int> Versions, string? Next)> RowsAsync(QueueFilter queue, string? after, int count, CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var found = await InOrder(database, queue, after).Take(count + 1).Select(p => new { p.Id, p.ExpiresAt, p.Document, p.Seal }).ToListAsync(ct);
        var rows = found.Take(count).Select(p => new StoredProposal(p.Id, p.Document, p.Seal)).ToList();
        return (rows, await ProposalsQuery.VersionsAsync(database, rows, ct), found.Count > count ? new Cursor(found[count - 1].ExpiresAt, found[count - 1].Id).ToString() : null);
    });

    private static IQueryable<ProposalRow> InOrder(ConsoleDb database, QueueFilter queue, string? after)
    {
        var rows = Narrowed(database.Proposals.AsNoTracking(), queue);
        if (Cursor.Read(after) is { } cursor)
            rows = rows.Where(p => p.ExpiresAt >= cursor.At && (p.ExpiresAt > cursor.At || string.Compare(p.Id, cursor.Id) > 0)); // the first half finds the place in the index
        return rows.OrderBy(p => p.ExpiresAt).ThenBy(p => p.Id);
    }

    /// <summary>The row that stands so many above a place; null where there are not so many.</summary>
    private static async Task<string?> UpAsync(ConsoleDb database, QueueFilter queue, Cursor place, int count, CancellationToken ct)
    {
        var row = await Narrowed(database.Proposals.AsNoTracking(), queue).Where(p => p.ExpiresAt <= place.At && (p.ExpiresAt < place.At || string.Compare(p.Id, place.Id) <= 0))
            .OrderByDescending(p => p.ExpiresAt).ThenByDescending(p => p.Id).Skip(count).Select(p => new { p.ExpiresAt, p.Id }).FirstOrDefaultAsync(ct);
        return row is null ? null : new Cursor(row.ExpiresAt, row.Id).ToString();
    }

    private static IQueryable<ProposalRow> Narrowed(IQueryable<ProposalRow> rows, QueueFilter queue)
    {
        rows = rows.Where(p => p.Status == nameof(ProposalStatus.Pending));
        if (queue.Tool is { } tool) rows = rows.Where(p => p.Tool == tool);
        if (queue.Agent is { } agent) rows = rows.Where(p => p.Agent == agent);
        if (queue.HandedTo?.ToLowerInvariant() is { } person) rows = rows.Where(p => p.HandedTo == person);
        if (queue.Escalated?.ToString() is { } role) rows = rows.Where(p => p.Escalated == role);
        if (queue.AtLeast is { } least)
        {
            var millionths = InMillionths(least, decimal.Ceiling);
            rows = rows.Where(p => p.Amount >= millionths);
        }

        if (queue.AtMost is { } most)
        {
            var millionths = InMillionths(most, decimal.Floor);
            rows = rows.Where(p => p.Amount <= millionths);
        }

#pragma warning disable CA1304, CA1311, CA1862 // the database lowers it, and knows no culture
        if (SearchWords.Of(queue.Words)?.Telling is { } telling) rows = rows.Where(p => p.Document.ToLower().Contains(telling));
#pragma warning restore CA1304, CA1311, CA1862
        return rows;
    }

    private static long InMillionths(decimal amount, Func<decimal, decimal> whole) => (long)whole(Math.Clamp(amount, -Most, Most) * Millionths);

    private static bool Holds(ProposalView proposal, string? words) => SearchWords.Of(words) is not { } wanted
        || wanted.AreIn(proposal.Title, proposal.OnBehalfOf, proposal.Agent, proposal.Tool, proposal.Arguments.ValueKind is JsonValueKind.Undefined ? null : proposal.Arguments.GetRawText());
}

/// <summary>A proposal that waits.</summary>
/// <param name="HandedTo">Whose it is to decide first; null: nobody's in particular.</param>
internal readonly record struct Waiting(string Id, string? HandedTo)
{
    public bool IsFor(string subject) => HandedTo is null || string.Equals(HandedTo, subject, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What waits for somebody more than for others.</summary>
public sealed record Lanes(int Handed, IReadOnlyDictionary<EscalationTarget, int> Escalated);
