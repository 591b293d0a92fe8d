using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>An answer that somebody is still writing. It is gone with whatever makes an end of the proposal's waiting.</summary>
internal sealed class DraftRow
{
    public required string ProposalId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Subject { get; init; }

    /// <summary>JSON, as the page wrote it.</summary>
    public required string Document { get; init; }

    public static void Map(EntityTypeBuilder<DraftRow> entry)
    {
        entry.ToTable("drafts");
        entry.HasKey(e => new { e.ProposalId, e.Subject });
    }
}
