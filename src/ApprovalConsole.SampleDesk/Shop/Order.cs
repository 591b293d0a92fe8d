using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.SampleDesk.Shop;

internal sealed class Order : IEntityTypeConfiguration<Order>
{
    /// <summary>"#W" and digits.</summary>
    public string Id { get; init; } = "";
    public string CustomerId { get; init; } = "";
    public OrderStatus Status { get; init; }
    public decimal Total { get; init; }
    public decimal RefundedTotal { get; set; }
    public string Currency { get; init; } = "USD";
    public string CardLastFour { get; init; } = "";
    public string? Tracking { get; init; }
    public DateTimeOffset PlacedAt { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }

    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.Property(o => o.Id).HasMaxLength(20);
        order.Property(o => o.CustomerId).HasMaxLength(20);
        order.Property(o => o.Status).HasConversion<string>().HasMaxLength(20);
        order.Property(o => o.Total).HasConversion(Columns.Money);
        order.Property(o => o.RefundedTotal).HasConversion(Columns.Money);
        order.Property(o => o.Currency).HasMaxLength(3);
        order.Property(o => o.CardLastFour).HasMaxLength(4);
        order.Property(o => o.Tracking).HasMaxLength(40);
        order.Property(o => o.PlacedAt).HasConversion(Columns.Instant);
        order.Property(o => o.DeliveredAt).HasConversion(Columns.Instant);
        order.HasIndex(o => o.CustomerId);
    }
}
