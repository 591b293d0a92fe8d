using ApprovalConsole.SampleDesk.Shop;

namespace ApprovalConsole.SampleDesk.Seed;

internal static class SeedOrders
{
    public static IEnumerable<SeedOrder> At(DateTimeOffset now)
    {
        return
        [
            Delivered("#W881", "77", 2, "1234", ("Gooseneck kettle, 1 l", 1, 120.00m)),
            Delivered("#W640", "77", 61, "1234", ("Pour-over set", 1, 54.00m), ("Paper filters, 100", 2, 6.50m)),
            Processing("#W958", "77", 1, "1234", ("Coffee scale", 1, 39.00m)),
            Shipped("#W902", "78", 4, "8810", ("Bread knife", 1, 42.00m), ("Cutting board, oak", 1, 38.00m)),
            Delivered("#W655", "78", 120, "8810", ("Salt mill", 1, 24.00m)),
            Delivered("#W910", "79", 6, "4471", ("Stock pot, 6 l", 1, 89.00m)),
            Delivered("#W702", "80", 210, "9003", ("Tea towels, set of 4", 1, 22.00m)),
            Delivered("#W733", "80", 150, "9003", ("Apron, linen", 1, 35.00m)),
            Delivered("#W933", "81", 5, "6620", ("Espresso machine", 1, 1280.00m), ("Tamper, 58 mm", 1, 19.00m)),
            Processing("#W940", "82", 3, "2718", ("Dutch oven, 5 l", 1, 210.00m)),
            Delivered("#W811", "82", 33, "2718", ("Trivet, cork", 2, 9.00m)),
            Delivered("#W600", "82", 300, "2718", ("Garlic press", 1, 17.50m)),
            Delivered("#W951", "83", 8, "5150", ("Glasses, set of 6", 1, 105.00m)),
            Delivered("#W744", "83", 77, "5150", ("Carafe", 1, 31.00m)),
            Delivered("#W871", "84", 12, "3141", ("Rice cooker", 1, 98.00m)),
            Delivered("#W690", "84", 95, "3141", ("Chopsticks, 10 pairs", 1, 15.00m)),
            Delivered("#W899", "85", 9, "7007", ("Espresso cups, set of 4", 1, 74.00m)),
            Shipped("#W960", "85", 2, "7007", ("Milk jug", 1, 26.00m)),
            Shipped("#W947", "86", 3, "1618", ("Pizza stone", 1, 58.00m)),
            Delivered("#W720", "86", 70, "1618", ("Pizza cutter", 1, 14.00m)),
            Refunded("#W860", "87", 16, "2222", ("Spice rack", 1, 64.00m)),
            Delivered("#W610", "87", 240, "2222", ("Mortar, granite", 1, 47.00m)),
            Delivered("#W788", "87", 101, "2222", ("Wok, carbon steel", 1, 69.00m)),
            Cancelled("#W915", "87", 11, "2222", ("Steamer, bamboo", 1, 29.00m)),
            Processing("#W962", "88", 1, "9481", ("Toaster, 4 slices", 1, 83.00m)),
            Delivered("#W801", "88", 45, "9481", ("Butter dish", 1, 18.00m)),
            Shipped("#W955", "79", 3, "4471", ("Ladle", 1, 12.00m)),
            Delivered("#W820", "78", 28, "8810", ("Peeler", 2, 7.50m)),
            Cancelled("#W877", "84", 14, "3141", ("Cast-iron teapot", 1, 76.00m)),
            Delivered("#W845", "77", 25, "1234", ("Thermometer", 1, 18.00m)),
        ];

        SeedOrder Delivered(string id, string customer, int daysAgo, string card, params ReadOnlySpan<(string, int, decimal)> lines) =>
            SeedOrder.Of(id, customer, OrderStatus.Delivered, now.AddDays(-daysAgo - 4), now.AddDays(-daysAgo), card, 0m, lines);
        SeedOrder Refunded(string id, string customer, int daysAgo, string card, (string Name, int Quantity, decimal Price) line) =>
            SeedOrder.Of(id, customer, OrderStatus.Delivered, now.AddDays(-daysAgo - 4), now.AddDays(-daysAgo), card, line.Quantity * line.Price, line);
        SeedOrder Shipped(string id, string customer, int daysAgo, string card, params ReadOnlySpan<(string, int, decimal)> lines) =>
            SeedOrder.Of(id, customer, OrderStatus.Shipped, now.AddDays(-daysAgo), null, card, 0m, lines);
        SeedOrder Processing(string id, string customer, int daysAgo, string card, params ReadOnlySpan<(string, int, decimal)> lines) =>
            SeedOrder.Of(id, customer, OrderStatus.Processing, now.AddDays(-daysAgo), null, card, 0m, lines);
        SeedOrder Cancelled(string id, string customer, int daysAgo, string card, params ReadOnlySpan<(string, int, decimal)> lines) =>
            SeedOrder.Of(id, customer, OrderStatus.Cancelled, now.AddDays(-daysAgo), null, card, 0m, lines);
    }
}
