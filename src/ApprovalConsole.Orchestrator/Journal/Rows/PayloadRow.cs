using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>A personal text of an event. Deleting the row erases the person and leaves every hash intact.</summary>
internal sealed class PayloadRow
{
    public required string Stream { get; init; }

    public int Version { get; init; }

    /// <summary>Which of the event's texts, in the order of its JSON.</summary>
    public int Slot { get; init; }

    public required byte[] Salt { get; init; }

    public required string Text { get; init; }

    public static void Map(EntityTypeBuilder<PayloadRow> entry)
    {
        entry.ToTable("payloads");
        entry.HasKey(e => new { e.Stream, e.Version, e.Slot });
        entry.Property(e => e.Stream).HasMaxLength(200);
        entry.Property(e => e.Salt).HasMaxLength(16);
    }
}
