using ApprovalConsole.SampleDesk.Shop;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.SampleDesk.Seed;

internal static class Seeding
{
    /// <summary>Creates the file and fills it once. All rows land in one transaction: a crash leaves an empty shop, which is filled at the next start.</summary>
    public static async Task EnsureAsync(ShopDb db, DateTimeOffset now, CancellationToken ct)
    {
        await db.Database.EnsureCreatedAsync(ct);    // EF creates SQLite files in WAL mode
        if (await db.Customers.AnyAsync(ct))
            return;

        db.AddRange(SeedCustomers.At(now));
        foreach (var (order, items) in SeedOrders.At(now))
        {
            db.Add(order);
            db.AddRange(items);
        }
        db.AddRange(SeedTickets.All);
        await db.SaveChangesAsync(ct);
    }
}
