using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>A sign-in that all nodes of a cluster know of.</summary>
internal sealed class SessionRow
{
    public required string Id { get; init; }

    /// <summary>Encrypted under the keys that cookies are encrypted with, which are not in the database.</summary>
    public required string Document { get; init; }

    /// <summary>UTC microseconds after which it means nothing.</summary>
    public long Until { get; init; }

    public static void Map(EntityTypeBuilder<SessionRow> entry)
    {
        entry.ToTable("sessions");
        entry.HasKey(e => e.Id);
        entry.HasIndex(e => e.Until);
    }
}
