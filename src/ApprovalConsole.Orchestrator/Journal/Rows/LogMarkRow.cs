using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>The cluster's mark on the log as the last commit of a node left it. One row, or none where no node has written yet.</summary>
internal sealed class LogMarkRow
{
    public int Id { get; init; }

    public long Size { get; init; }

    public required string Mac { get; init; }

    public static void Map(EntityTypeBuilder<LogMarkRow> entry)
    {
        entry.ToTable("log_mark");
        entry.HasKey(e => e.Id);
        entry.Property(e => e.Id).ValueGeneratedNever();
    }
}
