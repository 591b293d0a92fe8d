using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>What a test asks about the shop's state, without a tool.</summary>
internal sealed partial class Shop
{
    private Dictionary<string, string>? _productOfVariant;

    public IEnumerable<JsonNode> OrdersOf(string userId) => Orders.Where(o => Text(o.Value!, "user_id") == userId).Select(o => o.Value!);

    public static IEnumerable<string> ItemsOf(JsonNode order) => order["items"]!.AsArray().Select(i => Text(i!, "item_id"));

    public IEnumerable<string> VariantsOf(string productId) => Products[productId]?["variants"]!.AsObject().Select(v => v.Key) ?? [];

    public bool IsAvailable(string productId, string itemId) => Products[productId]!["variants"]![itemId]!["available"]!.GetValue<bool>();

    /// <summary>The product of an item; null where there is no such item.</summary>
    public string? ProductOf(string itemId) =>
        (_productOfVariant ??= Products.SelectMany(p => VariantsOf(p.Key).Select(v => (v, p.Key))).ToDictionary()).GetValueOrDefault(itemId);
}
