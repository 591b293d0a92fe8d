using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ApprovalConsole.SampleDesk.Shop;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.SampleDesk.Tools;

// Parameters are named as models see them: AIFunctionFactory takes the names as they stand.
internal sealed class OrderTools(IDbContextFactory<ShopDb> shop)
{
    private const int AtMost = 50;

    public async Task<OrdersAnswer> SearchAsync(
        [Description("Only orders of the customer with this e-mail address."), EmailAddress, MaxLength(254)] string? email = null,
        [Description("Only orders in this status.")] OrderStatus? status = null,
        CancellationToken ct = default)
    {
        await using var db = await shop.CreateDbContextAsync(ct);
        var orders = db.Orders.AsNoTracking();
        if (email is not null)
        {
            var address = email.Trim().ToLowerInvariant();
            orders = orders.Where(o => db.Customers.Any(c => c.Id == o.CustomerId && c.Email == address));
        }
        if (status is { } wanted)
            orders = orders.Where(o => o.Status == wanted);

        var found = await orders.OrderByDescending(o => o.PlacedAt).ThenBy(o => o.Id).Take(AtMost).ToListAsync(ct);
        return new OrdersAnswer(found.Count, [.. found.Select(o => new OrderLine(o.Id, o.Status, o.Total, o.Currency, o.PlacedAt))]);
    }

    public async Task<OrderAnswer> GetAsync(
        [Description("The order's id, for example #W881."), RegularExpression(Ids.Order)] string order_id,
        CancellationToken ct)
    {
        await using var db = await shop.CreateDbContextAsync(ct);
        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == order_id, ct)
            ?? throw Missing.Order(order_id);
        var items = await db.Items.AsNoTracking().Where(i => i.OrderId == order_id).OrderBy(i => i.Line).ToListAsync(ct);
        var refunds = await db.Refunds.AsNoTracking().Where(r => r.OrderId == order_id).OrderBy(r => r.Id).ToListAsync(ct);
        return new OrderAnswer(
            order.Id, order.CustomerId, order.Status, order.Total, order.RefundedTotal, order.Total - order.RefundedTotal, order.Currency,
            order.CardLastFour, order.Tracking, order.PlacedAt, order.DeliveredAt,
            [.. items.Select(i => new ItemAnswer(i.Name, i.Quantity, i.UnitPrice))],
            [.. refunds.Select(r => new RefundAnswer(Ids.Receipt(r.Id), r.Amount, r.Reason, r.At))]);
    }
}
