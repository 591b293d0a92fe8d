using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.SampleDesk.Shop;

internal sealed class Ticket : IEntityTypeConfiguration<Ticket>
{
    /// <summary>"T-" and digits.</summary>
    public string Id { get; init; } = "";
    public string CustomerId { get; init; } = "";
    public string? OrderId { get; init; }
    public string Subject { get; init; } = "";
    /// <summary>The customer's own words: nobody vouches for them.</summary>
    public string Message { get; init; } = "";
    public TicketStatus Status { get; set; }

    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.Property(t => t.Id).HasMaxLength(20);
        ticket.Property(t => t.CustomerId).HasMaxLength(20);
        ticket.Property(t => t.OrderId).HasMaxLength(20);
        ticket.Property(t => t.Subject).HasMaxLength(200);
        ticket.Property(t => t.Message).HasMaxLength(4000);
        ticket.Property(t => t.Status).HasConversion<string>().HasMaxLength(20);
    }
}
