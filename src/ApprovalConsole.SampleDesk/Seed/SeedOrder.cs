using ApprovalConsole.SampleDesk.Shop;

namespace ApprovalConsole.SampleDesk.Seed;

internal sealed record SeedOrder(Order Order, IReadOnlyList<OrderItem> Items)
{
    public static SeedOrder Of(
        string id, string customer, OrderStatus status, DateTimeOffset placedAt, DateTimeOffset? deliveredAt,
        string card, decimal refunded, params ReadOnlySpan<(string Name, int Quantity, decimal Price)> lines)
    {
        List<OrderItem> items = [];
        foreach (var (name, quantity, price) in lines)
            items.Add(new OrderItem { OrderId = id, Line = items.Count + 1, Name = name, Quantity = quantity, UnitPrice = price });
        return new SeedOrder(
            new Order
            {
                Id = id,
                CustomerId = customer,
                Status = status,
                PlacedAt = placedAt,
                DeliveredAt = deliveredAt,
                CardLastFour = card,
                Total = items.Sum(i => i.Quantity * i.UnitPrice),
                RefundedTotal = refunded,
                // A parcel that has left has a number; it follows from the order so that the seed is the same everywhere.
                Tracking = status is OrderStatus.Shipped or OrderStatus.Delivered ? $"NP{id[2..]}0{card}X" : null,
            },
            items);
    }
}
