using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>Items against items of the same product, and who pays the difference.</summary>
internal sealed partial class Shop
{
    /// <summary>Each item with the variant in its place, and what the customer owes for it; negative: gets back.</summary>
    private (IReadOnlyList<(JsonNode Item, JsonNode Variant)> Swaps, decimal Difference) Swaps(JsonObject order, ShopArguments a)
    {
        var (old, fresh) = (a.List("item_ids"), a.List("new_item_ids"));
        Holds(order, old, id => $"{id} not found");
        Must(old.Count == fresh.Count, "the number of items to be exchanged should match");
        var left = order["items"]!.AsArray().ToList();
        var swaps = new List<(JsonNode, JsonNode)>();
        var difference = 0m;
        foreach (var (oldId, freshId) in old.Zip(fresh))
        {
            var item = left.First(i => Text(i!, "item_id") == oldId)!;
            left.Remove(item); // the same item twice is two pieces of the order
            var variant = Products[Text(item, "product_id")]!["variants"]![freshId];
            Must(variant?["available"]!.GetValue<bool>() is true, $"new item {freshId} not found or available");
            swaps.Add((item, variant!));
            difference += variant!["price"]!.GetValue<decimal>() - item["price"]!.GetValue<decimal>();
        }

        return (swaps, decimal.Round(difference, 2));
    }

    private static void Holds(JsonObject order, IReadOnlyList<string> items, Func<string, string> otherwise)
    {
        var held = order["items"]!.AsArray().CountBy(i => Text(i!, "item_id")).ToDictionary();
        foreach (var (id, count) in items.CountBy(id => id)) Must(count <= held.GetValueOrDefault(id), otherwise(id));
    }

    private JsonObject PaymentMethod(JsonObject order, string id) => Entry(User(Text(order, "user_id"))["payment_methods"]!.AsObject(), id, "payment method");

    private void Affordable(JsonObject order, string methodId, decimal amount)
    {
        var method = PaymentMethod(order, methodId);
        Must(Text(method, "source") != "gift_card" || method["balance"]!.GetValue<decimal>() >= amount, "insufficient gift card balance to pay for the price difference");
    }

    /// <summary>Writes the payment into the order's history; a gift card's balance moves at once.</summary>
    /// <param name="amount">Negative: a refund.</param>
    private void Pay(JsonObject order, string methodId, decimal amount)
    {
        order["payment_history"]!.AsArray().Add(new JsonObject
        {
            ["transaction_type"] = amount > 0 ? "payment" : "refund", ["amount"] = Math.Abs(amount), ["payment_method_id"] = methodId,
        });
        var method = PaymentMethod(order, methodId);
        if (Text(method, "source") == "gift_card") method["balance"] = decimal.Round(method["balance"]!.GetValue<decimal>() - amount, 2);
    }

    private static JsonArray Sorted(IEnumerable<string> ids) => [.. ids.Order(StringComparer.Ordinal).Select(id => JsonValue.Create(id))];
}
