using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ApprovalConsole.SampleDesk.Shop;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.SampleDesk.Tools;

internal sealed class CustomerTools(IDbContextFactory<ShopDb> shop, TimeProvider time)
{
    public async Task<CustomerAnswer> GetAsync(
        [Description("The customer's id, for example 77."), RegularExpression(Ids.Customer)] string customer_id,
        CancellationToken ct)
    {
        await using var db = await shop.CreateDbContextAsync(ct);
        var customer = await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == customer_id, ct)
            ?? throw Missing.Customer(customer_id);
        var orders = await db.Orders.AsNoTracking().Where(o => o.CustomerId == customer_id).OrderByDescending(o => o.PlacedAt).Select(o => o.Id).ToListAsync(ct);
        return new CustomerAnswer(customer.Id, customer.Name, customer.Email, customer.Tier, customer.Since, customer.DeletedAt is not null, orders);
    }

    public async Task<AccountDeleted> DeleteAsync(
        [Description("The id of the customer whose account goes."), RegularExpression(Ids.Customer)] string customer_id,
        [Description("Why, in a sentence: it is kept with the deletion."), MinLength(3), MaxLength(500)] string reason,
        CancellationToken ct)
    {
        await using var db = await shop.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var customer = await db.Customers.SingleOrDefaultAsync(c => c.Id == customer_id, ct) ?? throw Missing.Customer(customer_id);
        if (customer.DeletedAt is not null)
            throw new DeskRefusal($"The account of customer {customer_id} was deleted already.");
        var underway = await db.Orders.Where(o => o.CustomerId == customer_id && (o.Status == OrderStatus.Processing || o.Status == OrderStatus.Shipped)).Select(o => o.Id).ToListAsync(ct);
        if (underway.Count > 0)
            throw new DeskRefusal($"Customer {customer_id} has orders under way ({string.Join(", ", underway)}). Their account can be deleted once these are delivered or cancelled.");

        customer.Name = "";
        customer.Email = "";
        customer.DeletedAt = time.GetUtcNow();
        customer.DeletedFor = reason;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new AccountDeleted(customer_id, customer.DeletedAt.Value);
    }
}
