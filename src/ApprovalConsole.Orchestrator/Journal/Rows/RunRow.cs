using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>A run as lists need it. Rebuilt from the journal, never migrated.</summary>
internal sealed class RunRow
{
    /// <summary>Sorts by start.</summary>
    public required string Id { get; init; }

    public required string Agent { get; init; }

    public required string Status { get; init; }

    /// <summary>A model or tool is out, or work is due: the rows that a restart goes on with.</summary>
    public bool Active { get; init; }

    /// <summary>UTC microseconds at which to look again; null: only when something comes in.</summary>
    public long? WakeAt { get; init; }

    public int Version { get; init; }

    /// <summary>The run as the API shows it, JSON.</summary>
    public required string Document { get; init; }

    /// <summary>The console's mark on the document; null: it was written by an older console, or from a journal that the audit log does not know.</summary>
    public string? Seal { get; init; }

    public static void Map(EntityTypeBuilder<RunRow> entry)
    {
        entry.ToTable("runs");
        entry.HasKey(e => e.Id);
        entry.Property(e => e.Id).HasMaxLength(64);
        entry.Property(e => e.Agent).HasMaxLength(100);
        entry.Property(e => e.Status).HasMaxLength(20);
        entry.Property(e => e.Seal).HasMaxLength(64);
        entry.HasIndex(e => new { e.Status, e.Id });
        entry.HasIndex(e => new { e.Agent, e.Id });
        entry.HasIndex(e => e.Id, "IX_runs_active").HasFilter("\"Active\"");
        entry.HasIndex(e => e.WakeAt).HasFilter("\"WakeAt\" IS NOT NULL");
    }
}
