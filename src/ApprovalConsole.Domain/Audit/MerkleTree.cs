using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace ApprovalConsole.Domain.Audit;

/// <summary>The hashes and proofs of RFC 9162, section 2.1. Sizes count leaves; indices count from 0.</summary>
public static class MerkleTree
{
    public const int HashBytes = 32;

    private const byte LeafMark = 0x00;
    private const byte NodeMark = 0x01;

    /// <summary>Root of a tree without leaves.</summary>
    public static byte[] EmptyRoot => SHA256.HashData([]);

    public static byte[] LeafOf(ReadOnlySpan<byte> entry)
    {
        var marked = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        marked[0] = LeafMark;
        entry.CopyTo(marked.AsSpan(1));
        var leaf = SHA256.HashData(marked.AsSpan(0, entry.Length + 1));
        ArrayPool<byte>.Shared.Return(marked);
        return leaf;
    }

    public static byte[] NodeOf(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> marked = stackalloc byte[1 + 2 * HashBytes];
        marked[0] = NodeMark;
        left.CopyTo(marked[1..]);
        right.CopyTo(marked[(1 + HashBytes)..]);
        return SHA256.HashData(marked);
    }

    /// <summary>Root over the leaves from <paramref name="start"/>, <paramref name="count"/> of them.</summary>
    /// <param name="nodeAt">Hash of the complete subtree at a level (0: leaves) and index.</param>
    public static byte[] RootOf(long start, long count, Func<int, long, byte[]> nodeAt)
    {
        if (count == 0) return EmptyRoot;
        if (BitOperations.IsPow2(count)) return nodeAt(BitOperations.Log2((ulong)count), start / count);
        var left = SplitOf(count);
        return NodeOf(RootOf(start, left, nodeAt), RootOf(start + left, count - left, nodeAt));
    }

    /// <summary>Proof that the leaf is in the tree of that size, lowest sibling first.</summary>
    public static IReadOnlyList<byte[]> InclusionOf(long index, long size, Func<int, long, byte[]> nodeAt)
    {
        var path = new List<byte[]>();
        for (var (start, count) = (0L, size); count > 1;)
        {
            var left = SplitOf(count);
            if (index - start < left)
            {
                path.Add(RootOf(start + left, count - left, nodeAt));
                count = left;
            }
            else
            {
                path.Add(RootOf(start, left, nodeAt));
                (start, count) = (start + left, count - left);
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>Proof that the tree of <paramref name="size"/> only added to the tree of <paramref name="earlier"/> leaves.</summary>
    public static IReadOnlyList<byte[]> ConsistencyOf(long earlier, long size, Func<int, long, byte[]> nodeAt)
    {
        var path = new List<byte[]>();
        var (start, count, isWhole) = (0L, size, true);
        while (earlier - start != count)
        {
            var left = SplitOf(count);
            if (earlier - start <= left)
            {
                path.Add(RootOf(start + left, count - left, nodeAt));
                count = left;
            }
            else
            {
                path.Add(RootOf(start, left, nodeAt));
                (start, count, isWhole) = (start + left, count - left, false);
            }
        }

        if (!isWhole) path.Add(RootOf(start, count, nodeAt));
        path.Reverse();
        return path;
    }

    /// <summary>Section 2.1.3.2.</summary>
    public static bool IsIncluded(ReadOnlySpan<byte> leaf, long index, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size) return false;
        var (at, last, hash) = (index, size - 1, leaf.ToArray());
        foreach (var sibling in proof)
        {
            if (last == 0 || sibling.Length != HashBytes) return false;
            if ((at & 1) == 1 || at == last)
            {
                hash = NodeOf(sibling, hash);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                hash = NodeOf(hash, sibling);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Section 2.1.4.2.</summary>
    public static bool IsConsistent(long earlier, byte[] earlierRoot, long size, byte[] root, IReadOnlyList<byte[]> proof)
    {
        if (earlier <= 0 || earlier > size) return false;
        if (earlier == size) return proof.Count == 0 && root.AsSpan().SequenceEqual(earlierRoot);
        IReadOnlyList<byte[]> path = BitOperations.IsPow2(earlier) ? [earlierRoot, .. proof] : proof;
        if (path.Count == 0 || path.Any(p => p.Length != HashBytes)) return false;
        var (at, last) = (earlier - 1, size - 1);
        while ((at & 1) == 1) (at, last) = (at >> 1, last >> 1);
        var (was, now) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                (was, now) = (NodeOf(sibling, was), NodeOf(sibling, now));
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                now = NodeOf(now, sibling);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && was.AsSpan().SequenceEqual(earlierRoot) && now.AsSpan().SequenceEqual(root);
    }

    /// <summary>The largest power of two that is smaller than the count.</summary>
    private static long SplitOf(long count) => 1L << BitOperations.Log2((ulong)(count - 1));
}
