using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The list as one reviewer has it before them: nothing in it moves by itself.</summary>
/// <param name="Rows">In the order they were first shown.</param>
/// <param name="Arrived">Came since, and wait to be let in.</param>
/// <param name="Waiting">Pending in all, shown or not.</param>
/// <param name="Next">Where the list goes on; null at its end.</param>
public sealed record InboxView(ImmutableArray<InboxRow> Rows, ImmutableArray<InboxRow> Arrived, int Waiting, string? Next)
{
    /// <summary>More rows than two pages have, since arrivals and what is dealt join them. From then on what is settled makes room by itself.</summary>
    public const int MostRows = 600;

    /// <summary>Where the second of its pages begins; null where it has one.</summary>
    public string? Second { get; init; }

    public static readonly InboxView Empty = new([], [], 0, null);

    public bool IsEmpty => Rows.IsEmpty;

    /// <summary>What was read, laid over what is shown.</summary>
    /// <param name="pending">The oldest that wait.</param>
    /// <param name="gone">Shown before and no longer pending, as they stand now.</param>
    public static InboxView From(InboxView shown, Page<ProposalView> pending, IEnumerable<ProposalView> gone, int waiting)
    {
        var now = pending.Items.Concat(gone).DistinctBy(p => p.Id).ToDictionary(p => p.Id, InboxRow.Of);
        ImmutableArray<InboxRow> rows = [.. shown.Rows.Select(row => now.GetValueOrDefault(row.Id, row))];
        var isShown = rows.Select(row => row.Id).ToHashSet();
        ImmutableArray<InboxRow> arrived = [.. pending.Items.Where(p => !isShown.Contains(p.Id)).Select(p => now[p.Id])];
        var view = new InboxView(rows, arrived, waiting, pending.Next);
        return shown.IsEmpty ? view.LetIn() : view; // an empty list has nothing that could move
    }

    /// <summary>Shown rows that the pending ones no longer hold, and that can still change.</summary>
    public IEnumerable<string> ToLookUp(Page<ProposalView> pending)
    {
        var waits = pending.Items.Select(p => p.Id).ToHashSet();
        return Rows.Where(row => !row.IsSettled && !waits.Contains(row.Id)).Select(row => row.Id);
    }

    /// <summary>Arrivals take their place at the end; what was decided makes room.</summary>
    public InboxView LetIn() => this with { Rows = [.. Rows.Where(row => !row.IsSettled), .. Arrived], Arrived = [] };

    /// <summary>One arrival takes its place, because it is dealt.</summary>
    public InboxView LetIn(string id) => Arrived.FirstOrDefault(row => row.Id == id) is { } row ? this with { Rows = Placed(row), Arrived = Arrived.Remove(row) } : this;

    /// <summary>One that no list holds: it takes its place, if it has none, and is counted with those that were read.</summary>
    public InboxView With(InboxRow row) => this with { Rows = Find(row.Id) is null ? Placed(row) : Rows, Waiting = Waiting + 1 };

    /// <summary>No longer than a list may be, as far as there is something that nobody waits for any more.</summary>
    public InboxView Bounded() => Rows.Length <= MostRows ? this : this with { Rows = [.. Rows.Where(row => !row.IsSettled)] };

    public InboxView Without(string? id) => Find(id) is { } row ? this with { Rows = Rows.Remove(row) } : this;

    public InboxRow? Find(string? id) => Rows.FirstOrDefault(row => row.Id == id);

    /// <summary>When the one expires that is dealt next, as far as this list knows: the nearest of those that were not passed over, else the nearest. Null where nothing waits.</summary>
    public DateTimeOffset? NextDeadline(IReadOnlySet<string> passed, string? answered)
    {
        var waiting = Rows.Where(row => row.IsPending && row.Id != answered).ToLookup(row => passed.Contains(row.Id), row => (DateTimeOffset?)row.ExpiresAt);
        return waiting[false].Min() ?? waiting[true].Min();
    }

    public InboxRow? FirstPending => Rows.FirstOrDefault(row => row.IsPending);

    /// <summary>The pending row to look at after one was answered: the next below, else the first.</summary>
    public InboxRow? AfterAnswer(string id) => Rows.SkipWhile(row => row.Id != id).Skip(1).FirstOrDefault(row => row.IsPending) ?? Rows.FirstOrDefault(row => row.IsPending && row.Id != id);

    /// <summary>The row some places up or down; the ends hold.</summary>
    public InboxRow? Beside(string? id, int places)
    {
        if (IsEmpty) return null;
        var at = Rows.Select((row, i) => (row.Id, i)).FirstOrDefault(x => x.Id == id, (Id: "", i: -1)).i;
        return Rows[Math.Clamp(at + places, 0, Rows.Length - 1)];
    }

    /// <summary>After the list went on: the row that comes next after those that were shown, down or up.</summary>
    public InboxRow? Beyond(InboxView before, int places)
    {
        var known = before.Rows.Select(row => row.Id).ToHashSet();
        return places > 0 ? Rows.Reverse().TakeWhile(row => !known.Contains(row.Id)).LastOrDefault() : Rows.TakeWhile(row => !known.Contains(row.Id)).LastOrDefault();
    }

    public InboxRow? SuccessorOf(string id) => Rows.Concat(Arrived).FirstOrDefault(row => row.Supersedes == id);

    /// <summary>Where it stands by its deadline: what is dealt is nearest that, and at the end of the list it would stand out.</summary>
    private ImmutableArray<InboxRow> Placed(InboxRow row)
    {
        var later = Rows.FirstOrDefault(r => r.IsPending && r.ExpiresAt > row.ExpiresAt);
        return later is null ? Rows.Add(row) : Rows.Insert(Rows.IndexOf(later), row);
    }
}
