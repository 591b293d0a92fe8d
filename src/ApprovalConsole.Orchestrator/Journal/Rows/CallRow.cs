using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>A tool call as other runs need to know of it: which deed, for whom, what became of it. Rebuilt from the journal, never migrated.</summary>
internal sealed class CallRow
{
    public required string Id { get; init; }

    public required string RunId { get; init; }

    public required string Tool { get; init; }

    /// <summary>Equal for two calls that are the same deed.</summary>
    public required string EffectHash { get; init; }

    /// <summary>Hash of the principal: whose calls these are, and no name.</summary>
    public required string Principal { get; init; }

    /// <summary>Equal for two calls of a tool with the same <see cref="Domain.Tools.Recipient"/>; null where the policy names none, or an older console wrote the row.</summary>
    public string? Recipient { get; init; }

    public required string Status { get; init; }

    /// <summary>The equal call of another run that this one waits for.</summary>
    public string? BlockedBy { get; init; }

    /// <summary>How the child run that works on it stands, as the call's run last heard; null where none is open.</summary>
    public string? Child { get; init; }

    /// <summary>The status of a call whose child is to be cancelled with its run.</summary>
    public const string Cancelling = "Cancelling";

    /// <summary>It went out, and what became of it is not known, or not yet.</summary>
    public const string IsOpen = "\"Status\" IN ('Out', 'Unknown')";

    /// <summary>It was carried out, or nobody knows yet that it was not.</summary>
    public const string MayHaveHappened = "\"Status\" IN ('Succeeded', 'Out', 'Unknown')";

    /// <summary>It may have happened, and to whom is not written down.</summary>
    public const string IsToNobody = $"\"Recipient\" IS NULL AND {MayHaveHappened}";

    /// <summary>UTC microseconds of the asking.</summary>
    public long At { get; init; }

    public static void Map(EntityTypeBuilder<CallRow> entry)
    {
        entry.ToTable("calls");
        entry.HasKey(e => e.Id);
        entry.Property(e => e.Id).HasMaxLength(100);
        entry.Property(e => e.RunId).HasMaxLength(64);
        entry.Property(e => e.Tool).HasMaxLength(200);
        entry.Property(e => e.EffectHash).HasMaxLength(64);
        entry.Property(e => e.Principal).HasMaxLength(64);
        entry.Property(e => e.Status).HasMaxLength(20);
        entry.HasIndex(e => new { e.EffectHash, e.At });
        entry.HasIndex(e => new { e.Tool, e.At });
        entry.Property(e => e.Recipient).HasMaxLength(64);
        entry.HasIndex(e => new { e.Recipient, e.At }, "IX_calls_recipient").HasFilter("\"Recipient\" IS NOT NULL");
        entry.HasIndex(e => new { e.Tool, e.At }, "IX_calls_nobody").HasFilter(IsToNobody);
        entry.Property(e => e.BlockedBy).HasMaxLength(100);
        entry.HasIndex(e => e.EffectHash, "IX_calls_open").HasFilter(IsOpen);
        entry.Property(e => e.Child).HasMaxLength(20);
        entry.HasIndex(e => e.Id, "IX_calls_child").HasFilter("\"Child\" IS NOT NULL");
        entry.HasIndex(e => e.At, "IX_calls_blocked").HasFilter("\"BlockedBy\" IS NOT NULL");
    }
}
