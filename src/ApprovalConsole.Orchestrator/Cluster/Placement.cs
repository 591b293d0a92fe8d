using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>Which node looks after a run that nobody is at work on: wakes it, and takes it up again where its node died. Any node may do anything with any run; this only keeps all of them from doing the same.</summary>
internal sealed class Placement(Owner self, Elsewhere elsewhere)
{
    private ImmutableArray<string> _active = elsewhere.IsShared ? [] : [self.Epoch]; // none before the node has joined
    private ImmutableHashSet<string> _others = [];

    /// <summary>Epochs of other nodes that have not been declared dead: what they have out is not lost.</summary>
    public ImmutableHashSet<string> Others => Volatile.Read(ref _others);

    /// <param name="active">Epochs of nodes that take runs.</param>
    /// <param name="others">See <see cref="Others"/>.</param>
    public void Become(ImmutableArray<string> active, ImmutableHashSet<string> others)
    {
        Volatile.Write(ref _others, others);
        ImmutableInterlocked.InterlockedExchange(ref _active, active);
    }

    /// <summary>The node with the highest hash for a key: where one is gone, only what was its own moves.</summary>
    public bool IsMine(string key)
    {
        var active = _active;
        return active is [var only] ? only == self.Epoch : active.Length > 0 && active.MaxBy(epoch => WeightOf(epoch, key)) == self.Epoch;
    }

    private static ulong WeightOf(string epoch, string key) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{epoch}/{key}")));
}
