using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.SampleDesk.Shop;

/// <summary>Money that went back. Written with the order's sum in one transaction, never changed.</summary>
internal sealed class Refund : IEntityTypeConfiguration<Refund>
{
    public int Id { get; init; }
    public string OrderId { get; init; } = "";
    public decimal Amount { get; init; }
    public string Reason { get; init; } = "";
    public DateTimeOffset At { get; init; }

    public void Configure(EntityTypeBuilder<Refund> refund)
    {
        refund.Property(r => r.Id).ValueGeneratedOnAdd();
        refund.Property(r => r.OrderId).HasMaxLength(20);
        refund.Property(r => r.Amount).HasConversion(Columns.Money);
        refund.Property(r => r.Reason).HasMaxLength(500);
        refund.Property(r => r.At).HasConversion(Columns.Instant);
        refund.HasIndex(r => r.OrderId);
    }
}
