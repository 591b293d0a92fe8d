using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>A caller's key and what it started: the same key starts nothing twice.</summary>
internal sealed class IdempotencyRow
{
    public required string Caller { get; init; }

    public required string Key { get; init; }

    /// <summary>Hash of the request: the same key with another is refused.</summary>
    public required string Fingerprint { get; init; }

    public required string RunId { get; init; }

    public static void Map(EntityTypeBuilder<IdempotencyRow> entry)
    {
        entry.ToTable("idempotency");
        entry.HasKey(e => new { e.Caller, e.Key });
        entry.Property(e => e.Caller).HasMaxLength(200);
        entry.Property(e => e.Key).HasMaxLength(200);
        entry.Property(e => e.Fingerprint).HasMaxLength(64);
        entry.Property(e => e.RunId).HasMaxLength(64);
    }
}
