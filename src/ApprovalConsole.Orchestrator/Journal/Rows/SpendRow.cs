using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>What an agent's calls of one model came to on one day (UTC, of the reservation). What it says is a function of the journal.</summary>
internal sealed class SpendRow
{
    /// <summary>As in <c>2026-11-26</c>.</summary>
    public required string Day { get; init; }

    public required string Agent { get; init; }

    /// <summary>The console's name for the model.</summary>
    public required string Route { get; init; }

    /// <summary>The provider's name for it.</summary>
    public required string Model { get; init; }

    public long Calls { get; init; }

    /// <summary>All of it, from the cache or not.</summary>
    public long InputTokens { get; init; }

    public long CachedInputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>In <see cref="Picos"/>.</summary>
    public long Cost { get; init; }

    public static void Map(EntityTypeBuilder<SpendRow> entry)
    {
        entry.ToTable("spend");
        entry.HasKey(e => new { e.Day, e.Agent, e.Route, e.Model });
        entry.Property(e => e.Day).HasMaxLength(10);
        entry.Property(e => e.Agent).HasMaxLength(100);
        entry.Property(e => e.Route).HasMaxLength(100);
        entry.Property(e => e.Model).HasMaxLength(200);
    }
}
