using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>The end of the audit log in the writer's hands: each entry is linked to the one before it, in the transaction of what it is about.</summary>
internal sealed class AuditChain(LogState log, StreamMemory memory)
{
    private LogState _next = log;
    private volatile LogState _committed = log;
    private readonly List<(JournaledEvent Event, byte[] Leaf)> _written = [];

    public LogState Committed => _committed;

    /// <summary>With what is written and not on the disk yet.</summary>
    public LogState Written => _next;

    public void Commit()
    {
        foreach (var (@event, leaf) in _written) memory.Add(@event.Stream, @event.Version, leaf);
        _written.Clear();
        _committed = _next;
    }

    /// <summary>Goes on from what another node has committed. Nothing that is written here may be underway.</summary>
    public void Follow(LogState log, IEnumerable<(JournaledEvent Event, byte[] Leaf)> events)
    {
        foreach (var (@event, leaf) in events) memory.Add(@event.Stream, @event.Version, leaf);
        _committed = _next = log;
    }

    public void Rollback()
    {
        _written.Clear();
        _next = _committed;
    }

    public AuditRow Add(EncodedEvent @event, JournaledEvent journaled) => Link(
        new(_next.Size + 1, Micros.Of(@event.At), @event.Name, StoredText.NameOf(@event.About.Actor), StoredText.NameOf(@event.About.Tool), StoredText.NameOf(@event.About.Subject), journaled, null));

    public AuditRow Add(AuditNote note) => Link(new(_next.Size + 1, Micros.Of(note.At), note.Kind, StoredText.NameOf(note.Actor), StoredText.NameOf(note.Tool), StoredText.NameOf(note.Subject), null, note.Note));

    private AuditRow Link(AuditEntry entry)
    {
        var leaf = entry.Leaf();
        if (entry.Journaled is { } journaled) _written.Add((journaled, leaf));
        (_next, var nodes) = _next.Add(leaf);
        return new()
        {
            Seq = entry.Seq, At = entry.At, Kind = entry.Kind, Actor = entry.Actor, Tool = entry.Tool, Subject = entry.Subject,
            Position = entry.Journaled?.Position, Stream = entry.Journaled?.Stream, Texts = entry.Journaled?.Texts ?? -1, Note = entry.Note, Chain = _next.Chain, Nodes = nodes,
        };
    }
}
