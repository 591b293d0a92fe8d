using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>A destination that is told nothing until somebody enables it again; there is no row of one that is.</summary>
internal sealed class DestinationRow
{
    public required string Name { get; init; }

    /// <summary>UTC microseconds.</summary>
    public long DisabledAt { get; init; }

    public required string Why { get; init; }

    public static void Map(EntityTypeBuilder<DestinationRow> entry)
    {
        entry.ToTable("destinations");
        entry.HasKey(e => e.Name);
        entry.Property(e => e.Name).HasMaxLength(50);
        entry.Property(e => e.Why).HasMaxLength(300);
    }
}
