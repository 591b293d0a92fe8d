using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ApprovalConsole.SampleDesk.Shop;

internal sealed class OrderItem : IEntityTypeConfiguration<OrderItem>
{
    public string OrderId { get; init; } = "";
    public int Line { get; init; }
    public string Name { get; init; } = "";
    public int Quantity { get; init; }
    public decimal UnitPrice { get; init; }

    public void Configure(EntityTypeBuilder<OrderItem> item)
    {
        item.HasKey(i => new { i.OrderId, i.Line });
        item.Property(i => i.OrderId).HasMaxLength(20);
        item.Property(i => i.Name).HasMaxLength(100);
        item.Property(i => i.UnitPrice).HasConversion(Columns.Money);
    }
}
