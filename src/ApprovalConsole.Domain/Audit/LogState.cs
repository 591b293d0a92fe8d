using System.Collections.Immutable;
using System.Security.Cryptography;

namespace ApprovalConsole.Domain.Audit;

/// <summary>What is needed to add to the log: how long it is, the last link of its chain, and the roots of its complete subtrees, largest first.</summary>
public sealed record LogState(long Size, byte[] Chain, ImmutableArray<byte[]> Peaks)
{
    public static readonly LogState Empty = new(0, new byte[MerkleTree.HashBytes], []);

    public byte[] Root => Peaks.IsEmpty ? MerkleTree.EmptyRoot : Peaks.Reverse().Aggregate((right, left) => MerkleTree.NodeOf(left, right));

    /// <summary>The log with one more entry.</summary>
    /// <returns>With it, the hashes of all subtrees that the entry completes, its own leaf first, one after the other.</returns>
    public (LogState State, byte[] Nodes) Add(byte[] leaf)
    {
        var (peaks, nodes, node) = (Peaks.ToBuilder(), new List<byte>(leaf), leaf);
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            node = MerkleTree.NodeOf(peaks[^1], node);
            peaks.RemoveAt(peaks.Count - 1);
            nodes.AddRange(node);
        }

        peaks.Add(node);
        return (new(Size + 1, SHA256.HashData([.. Chain, .. leaf]), peaks.ToImmutable()), [.. nodes]);
    }
}
