using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>The tools' streams: all that was laid down of each tool, kept in memory. What comes next is decided one at a time.</summary>
internal sealed class ToolJournal(JournalReader reader, JournalWriter writer, LogCheck check) : IDisposable
{
    public const string Streams = "tool/";

    private readonly SemaphoreSlim _deciding = new(1);
    private ImmutableDictionary<string, ImmutableArray<ToolEvent>> _events = ImmutableDictionary<string, ImmutableArray<ToolEvent>>.Empty;

    private int _revision;

    /// <summary>Another number whenever something was added, once it is there to be read.</summary>
    public int Revision => Volatile.Read(ref _revision);

    public IEnumerable<string> Tools => _events.Keys;

    /// <summary>Oldest first; empty for a tool of which nothing was recorded.</summary>
    public ImmutableArray<ToolEvent> Of(string toolId) => _events.GetValueOrDefault(toolId, []);

    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var stream in await reader.StreamsAsync(Streams, ct))
        {
            var events = await reader.ReadAsync<ToolEvent>(stream, 0, int.MaxValue, ct);
            _events = _events.SetItem(stream[Streams.Length..], [.. events.Select(e => e.Event)]);
        }

        Interlocked.Increment(ref _revision);
    }

    /// <summary>Appends what the past leads to.</summary>
    /// <param name="decide">Null: nothing is to be written.</param>
    /// <returns>What was written; null where nothing was.</returns>
    public async Task<ToolEvent?> AppendAsync(string toolId, Func<ImmutableArray<ToolEvent>, ToolEvent?> decide, CancellationToken ct)
    {
        await _deciding.WaitAsync(ct);
        try
        {
            while (decide(Of(toolId)) is { } next)
            {
                var past = Of(toolId);
                if (await writer.AppendAsync(new(Streams + toolId, past.Length, [EventCodec.Encode(next, next.At) with { About = About.Of(next) }], []), ct) is Appended.Committed)
                {
                    Take(toolId, past.Add(next));
                    return next;
                }

                if (!await TakeOnAsync(toolId, ct)) return null;
            }

            return null;
        }
        finally
        {
            _deciding.Release();
        }
    }

    /// <summary>Takes over what other nodes have written.</summary>
    public async Task ReadOnAsync(string stream, CancellationToken ct)
    {
        await _deciding.WaitAsync(ct);
        try
        {
            await TakeOnAsync(stream[Streams.Length..], ct);
        }
        finally
        {
            _deciding.Release();
        }
    }

    public void Dispose() => _deciding.Dispose();

    /// <returns>False where there is nothing that counts: what is there and is not in the log is a breach.</returns>
    private async Task<bool> TakeOnAsync(string toolId, CancellationToken ct)
    {
        if (!await check.HoldsAsync(Streams + toolId)) return false;
        var (past, read) = (Of(toolId), await reader.ReadAsync<ToolEvent>(Streams + toolId, Of(toolId).Length, int.MaxValue, ct));
        if (read.Count == 0) return false;
        Take(toolId, past.AddRange(read.Select(e => e.Event)));
        return true;
    }

    private void Take(string toolId, ImmutableArray<ToolEvent> events)
    {
        _events = _events.SetItem(toolId, events);
        Interlocked.Increment(ref _revision);
    }
}
