using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>The writes on an order: when the shop allows them, and how one is aimed at another order so that everything else still fits.</summary>
internal static class OrderDeed
{
    public static bool Is(string tool) => tool is "cancel_pending_order" or "exchange_delivered_order_items" or "return_delivered_order_items"
        or "modify_pending_order_address" or "modify_pending_order_items" or "modify_pending_order_payment";

    public static bool IsAllowed(string tool, JsonNode order) => (tool, order["status"]!.GetValue<string>()) switch
    {
        ("cancel_pending_order" or "modify_pending_order_items", var status) => status == "pending",
        ("modify_pending_order_address" or "modify_pending_order_payment", var status) => status is "pending" or "pending (item modified)",
        (_, var status) => status == "delivered",
    };

    /// <summary>The same deed on this order: its first item, another available variant of that item's product, the customer's own payment method.</summary>
    public static (string, JsonNode?)[] On(Scene scene, JsonNode order)
    {
        var item = order["items"]![0]!;
        var (id, product) = (item["item_id"]!.GetValue<string>(), item["product_id"]!.GetValue<string>());
        var aimed = new List<(string, JsonNode?)> { ("order_id", order["order_id"]!.DeepClone()) };
        if (scene.Has("item_ids")) aimed.Add(("item_ids", new JsonArray(id)));
        if (scene.Has("new_item_ids")) aimed.Add(("new_item_ids", new JsonArray(scene.Any(scene.Shop.VariantsOf(product).Where(v => v != id && scene.Shop.IsAvailable(product, v))) ?? id)));
        return [.. aimed];
    }
}
