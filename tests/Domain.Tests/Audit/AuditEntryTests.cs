using ApprovalConsole.Domain.Audit;

namespace ApprovalConsole.Domain.Tests.Audit;

/// <summary>Each field of an entry is in its leaf, and none can pass for its neighbour.</summary>
public sealed class AuditEntryTests
{
    private static readonly AuditEntry Entry = new(7, 1_000_000, "proposal.approved.v1", "rita", "desk.refund", "r.1", new(12, "r", 3, "{}", 1), null);

    public static TheoryData<int> Others => [.. Enumerable.Range(0, Different.Length)];

    private static readonly AuditEntry[] Different =
    [
        Entry with { Seq = 8 }, Entry with { At = 1_000_001 }, Entry with { Kind = "proposal.rejected.v1" }, Entry with { Actor = "remy" }, Entry with { Actor = null },
        Entry with { Tool = "desk.refunds" }, Entry with { Subject = "r.2" }, Entry with { Actor = "ritadesk", Tool = ".refund" }, Entry with { Journaled = null },
        Entry with { Journaled = Entry.Journaled! with { Position = 13 } }, Entry with { Journaled = Entry.Journaled! with { Stream = "s" } },
        Entry with { Journaled = Entry.Journaled! with { Version = 4 } }, Entry with { Journaled = Entry.Journaled! with { Data = "{} " } },
        Entry with { Journaled = Entry.Journaled! with { Texts = 0 } }, Entry with { Note = "" }, Entry with { Note = "{}" },
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_field_is_another_leaf(int which) => Assert.NotEqual(Convert.ToHexString(Entry.Leaf()), Convert.ToHexString(Different[which].Leaf()));

    [Fact]
    public void The_same_entry_is_the_same_leaf_for_ever() =>
        Assert.Equal("a0622c8a131151e5f552418fa18d795892cb051217a5b0e2b1e841b1275facb3", Convert.ToHexStringLower((Entry with { Seq = 7 }).Leaf()));
}
