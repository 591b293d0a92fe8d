using ApprovalConsole.Orchestrator.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>One entry of the audit log. What it says of an event lies in the <see cref="JournalRow"/> that it commits to.</summary>
internal sealed class AuditRow
{
    /// <summary>Counts from 1 without gaps.</summary>
    public long Seq { get; init; }

    /// <summary>UTC microseconds.</summary>
    public long At { get; init; }

    public required string Kind { get; init; }

    /// <summary>Null: the console itself.</summary>
    public string? Actor { get; init; }

    public string? Tool { get; init; }

    public string? Subject { get; init; }

    /// <summary>Of the journal row; null where no stream holds it.</summary>
    public long? Position { get; init; }

    /// <summary>Of the journal row, so that all entries of a run are found though the row is gone. It is no part of the entry; the leaf holds the stream that the journal says.</summary>
    public string? Stream { get; init; }

    /// <summary>How many personal texts the event has; -1 where there is no event.</summary>
    public int Texts { get; init; }

    /// <summary>JSON of what no stream holds.</summary>
    public string? Note { get; init; }

    /// <summary>SHA-256 over the chain so far and this entry's leaf.</summary>
    public required byte[] Chain { get; init; }

    /// <summary>Hashes of the Merkle subtrees that this entry completes, its leaf first.</summary>
    public required byte[] Nodes { get; init; }

    public static void Map(EntityTypeBuilder<AuditRow> entry)
    {
        entry.ToTable("audit");
        entry.HasKey(e => e.Seq);
        entry.Property(e => e.Seq).ValueGeneratedNever();
        entry.Property(e => e.Kind).HasMaxLength(100);
        entry.Property(e => e.Actor).HasMaxLength(200);
        entry.Property(e => e.Tool).HasMaxLength(200);
        entry.Property(e => e.Subject).HasMaxLength(200);
        entry.Property(e => e.Stream).HasMaxLength(200);
        entry.Property(e => e.Chain).HasMaxLength(32);
        entry.HasIndex(e => e.Position).IsUnique().HasFilter("\"Position\" IS NOT NULL");
        entry.HasIndex(e => new { e.Stream, e.Seq }).HasFilter("\"Stream\" IS NOT NULL");
        entry.HasIndex(e => e.Seq, "IX_audit_people").HasFilter("\"Actor\" IS NOT NULL OR \"Position\" IS NULL");
        entry.HasIndex(e => new { e.Kind, e.At, e.Stream }, "IX_audit_held").HasFilter($"\"Kind\" IN ({HeldCalls.Names})");
        entry.HasIndex(e => e.Seq, "IX_audit_breaches").HasFilter(Breach.IsItsEntry);
    }
}
