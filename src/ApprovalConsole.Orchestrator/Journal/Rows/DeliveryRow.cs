using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>A notice on its way to one destination. It is no read row: what was to be told once is not told anew from the journal.</summary>
internal sealed class DeliveryRow
{
    /// <summary>The receiver's id of it, in whatever order and however often it comes. Later ones are higher.</summary>
    public required string Id { get; init; }

    public required string Destination { get; init; }

    public required string Type { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>UTC microseconds of what it tells of.</summary>
    public long At { get; init; }

    /// <summary>UTC microseconds from which on it is tried; null: no more.</summary>
    public long? NextAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>A <see cref="Notices.DeliveryStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>The same bytes at each attempt.</summary>
    public required string Body { get; init; }

    /// <summary>What the receiver said last, or what kept it from being asked.</summary>
    public string? Answer { get; init; }

    /// <summary>UTC microseconds since which nothing more is tried.</summary>
    public long? SettledAt { get; init; }

    /// <summary>The console's mark: what somebody else put here is not sent under its name.</summary>
    public required string Seal { get; init; }

    public static string SealedAs(string id, string destination) => $"delivery/{destination}/{id}";

    public static void Map(EntityTypeBuilder<DeliveryRow> entry)
    {
        entry.ToTable("deliveries");
        entry.HasKey(e => new { e.Destination, e.Id });
        entry.Property(e => e.Id).HasMaxLength(64);
        entry.Property(e => e.Destination).HasMaxLength(50);
        entry.Property(e => e.Type).HasMaxLength(50);
        entry.Property(e => e.Subject).HasMaxLength(200);
        entry.Property(e => e.Status).HasMaxLength(20);
        entry.Property(e => e.Answer).HasMaxLength(300);
        entry.Property(e => e.Seal).HasMaxLength(64);
        entry.HasIndex(e => new { e.Destination, e.NextAt }).HasFilter("\"NextAt\" IS NOT NULL");
        entry.HasIndex(e => new { e.Status, e.SettledAt }).HasFilter("\"SettledAt\" IS NOT NULL");
        entry.HasIndex(e => e.Subject, "IX_deliveries_near").HasFilter("\"NextAt\" IS NOT NULL AND \"Type\" = 'proposal.deadlineNear'");
    }
}
