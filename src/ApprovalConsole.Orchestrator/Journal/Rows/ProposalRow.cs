using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>A proposal as the inbox needs it. Rebuilt from the journal, never migrated.</summary>
internal sealed class ProposalRow
{
    public required string Id { get; init; }

    public required string RunId { get; init; }

    public required string Agent { get; init; }

    public required string Tool { get; init; }

    public required string Status { get; init; }

    /// <summary>UTC microseconds.</summary>
    public long RequestedAt { get; init; }

    /// <summary>UTC microseconds, for the order in which it is dealt; of what waited before there was this column, a day after it was made.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>Millionths of the money that its sentence names first; null where it names none, or an older console wrote the row.</summary>
    public long? Amount { get; init; }

    /// <summary>It was carried out, for some amount.</summary>
    public const string HasPaid = "\"Status\" = 'Executed' AND \"Amount\" IS NOT NULL";

    /// <summary>Whose it is to decide first, in lower case; null: nobody's in particular.</summary>
    public string? HandedTo { get; init; }

    /// <summary>The role that was told that it waits; null where none was.</summary>
    public string? Escalated { get; init; }

    /// <summary>The proposal as the API shows it, JSON.</summary>
    public required string Document { get; init; }

    /// <summary>The console's mark on the document; null: it was written by an older console, or from a journal that the audit log does not know.</summary>
    public string? Seal { get; init; }

    public static void Map(EntityTypeBuilder<ProposalRow> entry)
    {
        entry.ToTable("proposals");
        entry.HasKey(e => e.Id);
        entry.Property(e => e.Id).HasMaxLength(100);
        entry.Property(e => e.RunId).HasMaxLength(64);
        entry.Property(e => e.Agent).HasMaxLength(100);
        entry.Property(e => e.Tool).HasMaxLength(200);
        entry.Property(e => e.Status).HasMaxLength(20);
        entry.Property(e => e.HandedTo).HasMaxLength(200);
        entry.Property(e => e.Escalated).HasMaxLength(20);
        entry.Property(e => e.Seal).HasMaxLength(64);
        entry.HasIndex(e => new { e.Status, e.RequestedAt, e.Id });
        entry.HasIndex(e => new { e.Status, e.ExpiresAt, e.Id });
        entry.HasIndex(e => new { e.RequestedAt, e.Id });
        entry.HasIndex(e => new { e.Status, e.HandedTo }).HasFilter("\"HandedTo\" IS NOT NULL");
        entry.HasIndex(e => new { e.Status, e.Escalated }).HasFilter("\"Escalated\" IS NOT NULL");
        entry.HasIndex(e => new { e.Tool, e.RequestedAt, e.Amount }, "IX_proposals_paid").HasFilter(HasPaid);
        entry.HasIndex(e => e.RunId);
    }
}
