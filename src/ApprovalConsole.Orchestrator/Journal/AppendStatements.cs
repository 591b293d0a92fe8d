using System.Globalization;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>The statements of one append in their order: what must be so, the guard, the events with their texts, and the rows. Its entries of the log come later, when nothing else can undo it.</summary>
internal sealed class AppendStatements
{
    private readonly List<Statement> _all = [];
    private readonly List<Statement> _events = [];

    /// <param name="whileErasing">See <see cref="Tenure.WhileErasing"/>.</param>
    public AppendStatements(Append append, DeedMemory deeds, (string Before, string After)? whileErasing)
    {
        Append = append;
        _all.AddRange(append.Premises.Select(Of));
        if (append.Guard is { } guard) _all.Add(new(guard.Sql, guard.Values) { Otherwise = s => s.Changed > 0 ? null : Appended.Guarded });
        for (var i = 0; i < append.Events.Count; i++) AddEvent(append.Events[i], append.Version + i + 1);

        var told = append.LeavesNoEarlierPages ? whileErasing : null;
        if (told is { Before: var before }) _all.Add(new(before));
        _all.AddRange(append.Rows.Select(row => Of(row, deeds)));
        if (told is { After: var after }) _all.Add(new(after));
    }

    public Append Append { get; }

    /// <summary>What becomes of it with the commit. Where it was not sent, more was written to the books than it was decided on.</summary>
    public Appended Outcome { get; set; } = Appended.Overtaken;

    public IReadOnlyList<Statement> All => _all;

    /// <summary>Without a guard and counters nothing is left behind when the version turns out to be taken.</summary>
    public bool LeavesSomethingBehind => Append.Guard is not null || Append.Rows.Any(r => r.Otherwise is not null);

    /// <summary>Once they are answered: why nothing of it is written; null where all of it is.</summary>
    public Appended? WhyNot => _all.Select(s => s.WhyNot).FirstOrDefault(why => why is not null);

    /// <summary>Likewise: its entries of the log, which is one longer with each.</summary>
    public IEnumerable<Statement> Entries(AuditChain chain)
    {
        for (var i = 0; i < _events.Count; i++)
        {
            var entry = Append.Events[i];
            yield return Of(RowStatements.Insert(chain.Add(entry, new((long)_events[i].Value!, Append.Stream, Append.Version + i + 1, entry.Data, entry.Payloads.Count))));
        }

        foreach (var note in Append.Notes) yield return Of(RowStatements.Insert(chain.Add(note)));
    }

    private void AddEvent(EncodedEvent entry, int version)
    {
        // No position: the first version is taken, or none is, for versions have no gaps.
        _events.Add(new(RowStatements.Entry, Append.Stream, version, entry.Name, Micros.Of(entry.At), entry.Data) { IsQuestion = true, Otherwise = s => s.Value is long ? null : Appended.Conflict });
        _all.Add(_events[^1]);
        for (var slot = 0; slot < entry.Payloads.Count; slot++)
            _all.Add(new(RowStatements.Payload, Append.Stream, version, slot, entry.Payloads[slot].Salt, StoredText.Of(entry.Payloads[slot].Text)));
    }

    private static Statement Of(Premise premise) => new(premise.Sql, premise.Values)
        { IsQuestion = true, Otherwise = s => Convert.ToInt64(s.Value, CultureInfo.InvariantCulture) == premise.Expected ? null : Appended.Overtaken };

    private static Statement Of(RowWrite row) => new(row.Sql, row.Values);

    private static Statement Of(RowWrite row, DeedMemory deeds) => row.Otherwise is not { } why ? Of(row) : new(row.Sql, row.Values)
        { Otherwise = s => s.Changed < row.Rows || (why is Appended.LikeIsOpen && row.Deed is { } deed && deeds.IsLikeOpen(deed)) ? why : null };
}
