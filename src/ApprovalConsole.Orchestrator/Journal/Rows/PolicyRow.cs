using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>The policy of a tool that an admin has laid down in the console.</summary>
internal sealed class PolicyRow
{
    public required string ToolId { get; init; }

    public int Version { get; init; }

    public required string Document { get; init; }

    /// <summary>Of the settings' own policy that this version knows of.</summary>
    public required string SettingsHash { get; init; }

    /// <summary>An admin laid it down in the console; else it came from the settings.</summary>
    public bool ByAdmin { get; init; }

    public static void Map(EntityTypeBuilder<PolicyRow> entry)
    {
        entry.ToTable("policies");
        entry.HasKey(e => e.ToolId);
        entry.Property(e => e.ToolId).HasMaxLength(200);
        entry.Property(e => e.SettingsHash).HasMaxLength(64);
    }
}
