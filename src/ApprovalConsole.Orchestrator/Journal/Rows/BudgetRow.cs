using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.Orchestrator.Journal.Rows;

/// <summary>The counter of a budget in one window. What it says is a function of the journal; it moves in the commit of the events that move it.</summary>
internal sealed class BudgetRow
{
    public required string Scope { get; init; }

    /// <summary>A month as in <c>2026-11</c>, or <c>total</c>.</summary>
    public required string Window { get; init; }

    /// <summary>Of what is laid down now; likewise in <see cref="Picos"/> below.</summary>
    public long Limit { get; init; }

    /// <summary>For calls that are out.</summary>
    public long Reserved { get; init; }

    /// <summary>By calls that were reserved in the window.</summary>
    public long Spent { get; init; }

    public static void Map(EntityTypeBuilder<BudgetRow> entry)
    {
        entry.ToTable("budgets");
        entry.HasKey(e => new { e.Scope, e.Window });
        entry.Property(e => e.Scope).HasMaxLength(300);
        entry.Property(e => e.Window).HasMaxLength(7);
    }
}
