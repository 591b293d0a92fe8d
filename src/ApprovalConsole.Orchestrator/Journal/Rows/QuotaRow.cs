using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>What one call has taken of a quota. Rebuilt from the journal, never migrated.</summary>
internal sealed class QuotaRow
{
    /// <summary>Hash of whose calls count together.</summary>
    public required string Scope { get; init; }

    public required string CallId { get; init; }

    /// <summary>Millionths.</summary>
    public long Amount { get; init; }

    /// <summary>UTC microseconds.</summary>
    public long At { get; init; }

    public static void Map(EntityTypeBuilder<QuotaRow> entry)
    {
        entry.ToTable("quota_uses");
        entry.HasKey(e => new { e.Scope, e.CallId });
        entry.Property(e => e.Scope).HasMaxLength(64);
        entry.Property(e => e.CallId).HasMaxLength(100);
        entry.HasIndex(e => new { e.Scope, e.At });
    }
}
