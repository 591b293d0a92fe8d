using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using ApprovalConsole.SampleDesk.Shop;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.SampleDesk.Tools;

internal sealed class RefundTool(IDbContextFactory<ShopDb> shop, TimeProvider time)
{
    public async Task<RefundReceipt> RefundAsync(
        [Description("The order that is paid back, for example #W881."), RegularExpression(Ids.Order)] string order_id,
        [Description("How much goes back, in the order's currency, with at most two decimals. At most what is left of the order."), Range(0.01, 100000)] decimal amount,
        [Description("Why, in a few words: the customer sees it on the receipt."), MinLength(3), MaxLength(500)] string reason,
        CancellationToken ct)
    {
        if (amount <= 0 || decimal.Round(amount, 2) != amount)
            throw new DeskRefusal($"The amount {Plain(amount)} is not a sum of money: it must be above 0 and have at most two decimals.");

        await using var db = await shop.CreateDbContextAsync(ct);
        // SQLite takes the write lock here, before the read: two refunds cannot both see the same rest.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var order = await db.Orders.SingleOrDefaultAsync(o => o.Id == order_id, ct) ?? throw Missing.Order(order_id);
        var left = order.Total - order.RefundedTotal;
        if (amount > left)
            throw new DeskRefusal(
                $"{Plain(amount)} {order.Currency} is more than what is left of order {order_id}: {Plain(left)} of {Plain(order.Total)} {order.Currency} " +
                $"({Plain(order.RefundedTotal)} was refunded before). Nothing was refunded.");

        var refund = new Refund { OrderId = order_id, Amount = amount, Reason = reason, At = time.GetUtcNow() };
        db.Add(refund);
        order.RefundedTotal += amount;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new RefundReceipt(Ids.Receipt(refund.Id), order_id, amount + 0.00m, order.Currency, order.RefundedTotal);
    }

    private static string Plain(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);
}
