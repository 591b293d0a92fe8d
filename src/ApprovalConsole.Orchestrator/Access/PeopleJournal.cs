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

    public async Task LoadAsync(CancellationToken ct) => Past = [.. (await reader.ReadAsync<PersonEvent>(Stream, 0, int.MaxValue, ct)).Select(e => e.Event)];

    /// <returns>False where the past leaves nothing to write.</returns>
    /// <exception cref="JournalUnavailableException">Somebody else has written there: it was not taken, and everything is held.</exception>
    public async Task<bool> AppendAsync(Func<ImmutableArray<PersonEvent>, PersonEvent?> decide, CancellationToken ct)
    {
        await _deciding.WaitAsync(ct);
        try
        {
            if (decide(Past) is not { } next) return false;
            if (await writer.AppendAsync(new(Stream, Past.Length, [EventCodec.Encode(next, next.At) with { About = About.Of(next) }], []), ct) is not Appended.Committed)
            {
                await check.HoldsAsync(Stream);
                throw new JournalUnavailableException(new InvalidDataException("Somebody else has written down who may get in."));
            }

            Past = Past.Add(next);
            return true;
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
        await _deciding.WaitAsync(ct);
        _deciding.Release();
        return await check.HoldsAsync(Stream);
    }

    public void Dispose() => _deciding.Dispose();
}
