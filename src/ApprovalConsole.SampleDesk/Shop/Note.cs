using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.SampleDesk.Shop;

internal sealed class Note : IEntityTypeConfiguration<Note>
{
    /// <summary>Never used twice, also not after a removal: an undo must not remove a later note.</summary>
    public int Id { get; init; }
    public string TicketId { get; init; } = "";
    public string Text { get; init; } = "";
    public DateTimeOffset At { get; init; }

    public void Configure(EntityTypeBuilder<Note> note)
    {
        note.Property(n => n.Id).ValueGeneratedOnAdd();    // AUTOINCREMENT
        note.Property(n => n.TicketId).HasMaxLength(20);
        note.Property(n => n.Text).HasMaxLength(2000);
        note.Property(n => n.At).HasConversion(Columns.Instant);
        note.HasIndex(n => n.TicketId);
    }
}
