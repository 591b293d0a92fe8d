using System.Collections.Immutable;
using ApprovalConsole.Domain.Access;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Access;

/// <summary>The stream of who may get in, kept in memory. What comes next is decided one at a time.</summary>
internal sealed class PeopleJournal(JournalReader reader, JournalWriter writer, LogCheck check) : IDisposable
{
    public const string Stream = "people";

    private readonly SemaphoreSlim _deciding = new(1);

    public ImmutableArray<PersonEvent> Past { get; private set; } = [];

    /// <summary>Another node has written so.</summary>
    public event Action<PersonEvent>? Followed;

    public async Task LoadAsync(CancellationToken ct) => Past = [.. (await reader.ReadAsync<PersonEvent>(Stream, 0, int.MaxValue, ct)).Select(e => e.Event)];

    /// <returns>False where the past leaves nothing to write.</returns>
    /// <exception cref="JournalUnavailableException">Somebody else has written there: it was not taken, and everything is held.</exception>
    public async Task<bool> AppendAsync(Func<ImmutableArray<PersonEvent>, PersonEvent?> decide, CancellationToken ct)
    {
        await _deciding.WaitAsync(ct);
        try
        {
            while (decide(Past) is { } next)
            {
                if (await writer.AppendAsync(new(Stream, Past.Length, [EventCodec.Encode(next, next.At) with { About = About.Of(next) }], []), ct) is Appended.Committed)
                {
                    Past = Past.Add(next);
                    return true;
                }

                if (!await TakeOnAsync(ct)) throw new JournalUnavailableException(new InvalidDataException("Somebody else has written down who may get in."));
            }

            return false;
        }
        finally
        {
            _deciding.Release();
        }
    }

    /// <summary>What is being written just now is in <see cref="Past"/> when this returns.</summary>
    /// <returns>False where somebody else has written there: then everything is held.</returns>
    public async Task<bool> CatchUpAsync(CancellationToken ct)
    {
        await ReadOnAsync(ct);
        return await check.HoldsAsync(Stream);
    }

    /// <summary>Takes over what other nodes have written.</summary>
    public async Task ReadOnAsync(CancellationToken ct)
    {
        await _deciding.WaitAsync(ct);
        try
        {
            await TakeOnAsync(ct);
        }
        finally
        {
            _deciding.Release();
        }
    }

    /// <returns>False where there is nothing, or somebody has written it who is no node: then everything is held.</returns>
    private async Task<bool> TakeOnAsync(CancellationToken ct)
    {
        if (!await check.HoldsAsync(Stream)) return false;
        List<PersonEvent> read = [.. (await reader.ReadAsync<PersonEvent>(Stream, Past.Length, int.MaxValue, ct)).Select(e => e.Event)];
        Past = Past.AddRange(read);
        foreach (var @event in read) Followed?.Invoke(@event);
        return read.Count > 0;
    }

    public void Dispose() => _deciding.Dispose();
}
