using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>One event.</summary>
internal sealed class JournalRow
{
    /// <summary>Order of the whole journal, for projections only.</summary>
    public long Position { get; init; }

    public required string Stream { get; init; }

    public int Version { get; init; }

    /// <summary>The event's wire name.</summary>
    public required string Name { get; init; }

    /// <summary>UTC microseconds since 1970.</summary>
    public long At { get; init; }

    /// <summary>JSON; personal texts are hashes here and lie in <see cref="PayloadRow"/>.</summary>
    public required string Data { get; init; }

    public static void Map(EntityTypeBuilder<JournalRow> entry)
    {
        entry.ToTable("journal");
        entry.HasKey(e => e.Position);
        entry.HasIndex(e => new { e.Stream, e.Version }).IsUnique(); // every race in the product is settled by this line
        entry.HasIndex(e => new { e.Name, e.At, e.Stream }, "IX_journal_held").HasFilter($"\"Name\" IN ({HeldCalls.Names})");
        entry.HasIndex(e => new { e.Stream, e.Version }, "IX_journal_undos").HasFilter($"\"Name\" = '{NamedUndos.Name}'");
        entry.Property(e => e.Stream).HasMaxLength(200);
        entry.Property(e => e.Name).HasMaxLength(100);
    }
}
