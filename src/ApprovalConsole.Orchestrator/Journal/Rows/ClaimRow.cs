using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>Who has a proposal before them, for all nodes of a cluster.</summary>
internal sealed class ClaimRow
{
    public required string ProposalId { get; init; }

    public required string Subject { get; init; }

    public required string Name { get; init; }

    /// <summary>UTC microseconds after which it means nothing.</summary>
    public long Until { get; init; }

    public static void Map(EntityTypeBuilder<ClaimRow> entry)
    {
        entry.ToTable("claims");
        entry.HasKey(e => e.ProposalId);
    }
}
