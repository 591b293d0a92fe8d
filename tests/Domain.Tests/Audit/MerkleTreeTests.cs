using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Domain.Audit;

namespace ApprovalConsole.Domain.Tests.Audit;

/// <summary>The tree against the words of RFC 9162: the reference here follows the recursive definitions, the code does not.</summary>
public sealed class MerkleTreeTests
{
    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, 70).Select(i => MerkleTree.LeafOf(Encoding.UTF8.GetBytes($"entry {i}")))];

    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, Leaves.Length)];

    [Fact]
    public void The_known_answers_of_certificate_transparency_hold()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Hex(LogState.Empty.Root));
        byte[][] inputs = [[], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43]];
        var log = inputs.Aggregate(LogState.Empty, (l, input) => l.Add(MerkleTree.LeafOf(input)).State);
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", Hex(MerkleTree.LeafOf([])));
        Assert.Equal("76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef", Hex(log.Root));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_root_grows_leaf_by_leaf_to_what_the_definition_says(int size) => Assert.Equal(Hex(Reference(0, size)), Hex(LogOf(size).State.Root));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_leaf_has_a_proof_and_no_other_leaf_passes_with_it(int size)
    {
        var (log, nodes) = LogOf(size);
        for (var i = 0; i < size; i++)
        {
            var proof = MerkleTree.InclusionOf(i, size, nodes);
            Assert.True(MerkleTree.IsIncluded(Leaves[i], i, size, proof, log.Root));
            Assert.False(MerkleTree.IsIncluded(MerkleTree.LeafOf([1]), i, size, proof, log.Root));
            Assert.False(MerkleTree.IsIncluded(Leaves[i], i, size, [.. proof, Leaves[0]], log.Root));
            if (size > 1) Assert.False(MerkleTree.IsIncluded(Leaves[i], (i + 1) % size, size, proof, log.Root));
            if (proof.Count > 0) Assert.False(MerkleTree.IsIncluded(Leaves[i], i, size, [.. proof.SkipLast(1)], log.Root));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_earlier_log_is_proven_to_be_a_beginning_and_no_other_is(int size)
    {
        var (log, nodes) = LogOf(size);
        for (var earlier = 1; earlier <= size; earlier++)
        {
            var was = LogOf(earlier).State.Root;
            var proof = MerkleTree.ConsistencyOf(earlier, size, nodes);
            Assert.True(MerkleTree.IsConsistent(earlier, was, size, log.Root, proof), $"{earlier} of {size}");
            Assert.False(MerkleTree.IsConsistent(earlier, MerkleTree.LeafOf([2]), size, log.Root, proof));
            if (earlier < size) Assert.False(MerkleTree.IsConsistent(earlier, was, size, MerkleTree.LeafOf([3]), proof));
        }
    }

    private static (LogState State, Func<int, long, byte[]> Nodes) LogOf(int size)
    {
        var (log, nodes) = (LogState.Empty, new Dictionary<(int, long), byte[]>());
        for (var i = 0; i < size; i++)
        {
            (log, var completed) = log.Add(Leaves[i]);
            for (var level = 0; level < completed.Length / MerkleTree.HashBytes; level++)
                nodes[(level, ((i + 1) >> level) - 1)] = completed[(level * MerkleTree.HashBytes)..((level + 1) * MerkleTree.HashBytes)];
        }

        return (log, (level, index) => nodes[(level, index)]);
    }

    private static byte[] Reference(int start, int count)
    {
        if (count == 1) return Leaves[start];
        var k = 1;
        while (k * 2 < count) k *= 2;
        return SHA256.HashData([0x01, .. Reference(start, k), .. Reference(start + k, count - k)]);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
