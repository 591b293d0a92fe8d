using System.Collections.Immutable;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Canary;

/// <summary>Writes down when the gate did not hold and when it did again. A trial that finds nothing new leaves nothing.</summary>
public sealed class ProofJournal : IDisposable
{
    private const string Stream = "canary";
    private const int MostShown = 20;

    private readonly JournalReader _reader;
    private readonly JournalWriter _writer;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1);

    internal ProofJournal(JournalReader reader, JournalWriter writer, TimeProvider time) => (_reader, _writer, _time) = (reader, writer, time);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ProofView>> ReadAsync(CancellationToken ct)
    {
        var last = (await _reader.LastAsync<ProofEvent>(Stream, ct))?.Version ?? 0;
        var events = await _reader.ReadAsync<ProofEvent>(Stream, Math.Max(0, last - MostShown), MostShown, ct);
        return [.. events.Reverse().Select(e => new ProofView(e.At, (e.Event as ProofEvent.Failed)?.Findings ?? []))];
    }

    public void Dispose() => _writing.Dispose();

    /// <param name="findings">Empty: it holds.</param>
    internal async Task KeepAsync(ImmutableArray<string> findings, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            var last = await _reader.LastAsync<ProofEvent>(Stream, ct);
            var known = last?.Event is ProofEvent.Failed { Findings: var found } ? found : [];
            if (known.SequenceEqual(findings)) return;
            ProofEvent @event = findings.IsEmpty ? new ProofEvent.HeldAgain(_time.GetUtcNow()) : new ProofEvent.Failed(findings, _time.GetUtcNow());
            await _writer.AppendAsync(new(Stream, last?.Version ?? 0, [EventCodec.Encode(@event, @event.At)], []), ct); // where another node was faster, it says the next time
        }
        finally
        {
            _writing.Release();
        }
    }
}

/// <summary>One entry of the gate's record.</summary>
/// <param name="Findings">What did not hold; empty: it held again.</param>
public sealed record ProofView(DateTimeOffset At, ImmutableArray<string> Findings);
