using ApprovalConsole.SampleDesk.Seed;
using ApprovalConsole.SampleDesk.Shop;
using ApprovalConsole.SampleDesk.Tools;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk;

/// <summary>The support desk of a small online shop: ten tools over a database and an outbox of its own.</summary>
/// <remarks>To the console it is the outside world, an example of a tool set that somebody plugs in. It holds nothing open between calls.</remarks>
public sealed class SupportDesk
{
    private SupportDesk(IReadOnlyList<AIFunction> tools) => Tools = tools;

    /// <summary>What the console calls this tool set: <c>desk.get_order</c>.</summary>
    public const string Source = "desk";

    /// <summary>The tools, in a fixed order. One that cannot do its work throws a <see cref="DeskRefusal"/>.</summary>
    public IReadOnlyList<AIFunction> Tools { get; }

    /// <summary>Opens the desk; a new database is created and filled with customers, orders and tickets.</summary>
    /// <param name="databasePath">The SQLite file. Its folder is created.</param>
    /// <param name="outboxFolder">Where sent mail lands, one <c>.eml</c> each. Created with the first mail.</param>
    /// <param name="time">Orders are dated relative to its now when the file is new.</param>
    /// <param name="ct">Ends the opening, not the desk.</param>
    public static async Task<SupportDesk> OpenAsync(string databasePath, string outboxFolder, TimeProvider time, CancellationToken ct)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(databasePath)) is { } folder)
            Directory.CreateDirectory(folder);
        var file = new SqliteConnectionStringBuilder { DataSource = databasePath, DefaultTimeout = 10 };
        var shop = new PooledDbContextFactory<ShopDb>(new DbContextOptionsBuilder<ShopDb>().UseSqlite(file.ConnectionString).Options);
        await using (var db = await shop.CreateDbContextAsync(ct))
            await Seeding.EnsureAsync(db, time.GetUtcNow(), ct);
        return new SupportDesk(DeskTools.Over(shop, new Outbox(outboxFolder), time));
    }
}
