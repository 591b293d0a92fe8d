using System.Security.Cryptography;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>What this process itself has written to streams lately: whoever writes into the database cannot reach it, so that taking back a stream's newest events, or changing them
/// together with their entries, is found. Bounded: of the streams that were not written to for longest nothing is known here any more.</summary>
/// <param name="most">Streams after which the older half may be forgotten.</param>
internal sealed class StreamMemory(int most = 100_000)
{
    private readonly Lock _lock = new();
    private Dictionary<string, Remembered> _young = [];
    private Dictionary<string, Remembered> _old = [];

    /// <summary>Null where nothing is known of the stream.</summary>
    public Remembered? Of(string stream)
    {
        lock (_lock) return _young.TryGetValue(stream, out var known) || _old.TryGetValue(stream, out known) ? known : null;
    }

    /// <summary>Begins anew, with what is written from now on.</summary>
    public void Forget()
    {
        lock (_lock) (_young, _old) = ([], []);
    }

    /// <summary>An event is on the disk.</summary>
    public void Add(string stream, int version, ReadOnlySpan<byte> leaf)
    {
        lock (_lock)
        {
            var known = _young.TryGetValue(stream, out var young) ? young : _old.GetValueOrDefault(stream);
            if (_young.Count >= most / 2 && young is null) (_old, _young) = (_young, []);
            _young[stream] = known is not null && known.Last + 1 == version ? known.With(leaf) : new Remembered(version, version - 1, []).With(leaf);
        }
    }
}

/// <param name="First">Version of the first event that is known.</param>
/// <param name="Last">Version of the last event that the stream has.</param>
/// <param name="Digest">Over the leaves of all from the first to the last.</param>
internal sealed record Remembered(int First, int Last, byte[] Digest)
{
    public Remembered With(ReadOnlySpan<byte> leaf) => this with { Last = Last + 1, Digest = SHA256.HashData([.. Digest, .. leaf]) };
}
