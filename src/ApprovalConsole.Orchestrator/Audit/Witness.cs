using System.Data.Common;
using ApprovalConsole.Domain.Audit;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>What exported heads say of the log.</summary>
internal static class Witness
{
    /// <summary>Null where every head is one, and is signed with the key.</summary>
    /// <param name="fingerprint">Of the console's public key; null where it is not known.</param>
    public static BadEntry? FirstBad(IReadOnlyList<TreeHead?> heads, string? fingerprint)
    {
        var known = fingerprint ?? (heads.OfType<TreeHead>().FirstOrDefault() is { } first ? AuditSignature.FingerprintOf(first.Key) : null);
        for (var i = 0; i < heads.Count; i++)
        {
            if (heads[i] is not { } head) return new(null, $"line {i + 1} of the exported heads is no head");
            if (!head.IsSigned() || AuditSignature.FingerprintOf(head.Key) != known) return new(null, $"line {i + 1} of the exported heads is not signed by this console");
        }

        return null;
    }

    /// <summary>Why the database is not the one of which the last head was signed, or is an older state of it; null where it is that one. Reads a handful of rows.</summary>
    public static string? WhyOther(DbConnection connection, TreeHead? last)
    {
        if (last is null) return null;
        if (LogReading.InstanceOf(connection) is not { } instance) return "the database holds no audit log";
        if (instance != last.Instance) return $"the database is console {instance}, the head is of console {last.Instance}";
        if (LogReading.StateOf(connection).Size is var size && size < last.Size) return $"the database has {size} entries, the head {last.Size}";
        try
        {
            return Convert.ToHexStringLower(MerkleTree.RootOf(0, last.Size, LogReading.NodesOf(connection))) == last.Root ? null : "the database's log is another than the one that was signed";
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }

    public static IEnumerable<KnownRoot> RootsOf(IEnumerable<TreeHead?> heads) =>
        heads.OfType<TreeHead>().Select(h => new KnownRoot(h.Size, h.Root, h.Instance, $"the head exported at {h.At:u}"));
}
