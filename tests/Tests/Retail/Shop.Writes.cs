using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>What changes orders and users.</summary>
internal sealed partial class Shop
{
    private JsonObject Cancel(ShopArguments a)
    {
        var order = Order(a["order_id"]);
        Must(Text(order, "status") == "pending", "non-pending order cannot be cancelled");
        Must(a["reason"] is "no longer needed" or "ordered by mistake", "invalid reason");
        foreach (var (method, amount) in order["payment_history"]!.AsArray().Select(p => (Text(p!, "payment_method_id"), p!["amount"]!.GetValue<decimal>())).ToList())
            Pay(order, method, -amount);
        (order["status"], order["cancel_reason"]) = ("cancelled", a["reason"]);
        return order;
    }

    private JsonObject Exchange(ShopArguments a)
    {
        var order = Order(a["order_id"]);
        Must(Text(order, "status") == "delivered", "non-delivered order cannot be exchanged");
        var (swaps, difference) = Swaps(order, a);
        Affordable(order, a["payment_method_id"], difference);
        (order["status"], order["exchange_payment_method_id"], order["exchange_price_difference"]) = ("exchange requested", a["payment_method_id"], difference);
        order["exchange_items"] = Sorted(swaps.Select(s => Text(s.Item, "item_id")));
        order["exchange_new_items"] = Sorted(swaps.Select(s => Text(s.Variant, "item_id")));
        return order;
    }

    private JsonObject Return(ShopArguments a)
    {
        var order = Order(a["order_id"]);
        Must(Text(order, "status") == "delivered", "non-delivered order cannot be returned");
        var method = Text(PaymentMethod(order, a["payment_method_id"]), "id");
        Must(method.StartsWith("gift_card", StringComparison.Ordinal) || method == Text(order["payment_history"]![0]!, "payment_method_id"), "payment method should be either the original payment method or a gift card");
        var items = a.List("item_ids");
        Holds(order, items, _ => "some item not found");
        (order["status"], order["return_items"], order["return_payment_method_id"]) = ("return requested", Sorted(items), method);
        return order;
    }

    /// <summary>Once only: afterwards the status is another.</summary>
    private JsonObject ModifyItems(ShopArguments a)
    {
        var order = Order(a["order_id"]);
        Must(Text(order, "status") == "pending", "non-pending order cannot be modified");
        var (swaps, difference) = Swaps(order, a);
        Affordable(order, a["payment_method_id"], difference);
        Pay(order, a["payment_method_id"], difference);
        foreach (var (item, variant) in swaps)
            (item["item_id"], item["price"], item["options"]) = (Text(variant, "item_id"), variant["price"]!.DeepClone(), variant["options"]!.DeepClone());
        order["status"] = "pending (item modified)";
        return order;
    }

    private JsonObject ModifyPayment(ShopArguments a)
    {
        var order = Order(a["order_id"]);
        StillPending(order);
        PaymentMethod(order, a["payment_method_id"]);
        var history = order["payment_history"]!.AsArray();
        Must(history is [{ } only] && Text(only, "transaction_type") == "payment", "there should be exactly one payment for a pending order");
        var (before, amount) = (Text(history[0]!, "payment_method_id"), history[0]!["amount"]!.GetValue<decimal>());
        Must(before != a["payment_method_id"], "the new payment method should be different from the current one");
        Affordable(order, a["payment_method_id"], amount);
        Pay(order, a["payment_method_id"], amount);
        Pay(order, before, -amount);
        return order;
    }

    private JsonObject MoveOrder(ShopArguments a)
    {
        var order = Order(a["order_id"]);
        StillPending(order);
        order["address"] = Address(a);
        return order;
    }

    private JsonObject MoveUser(ShopArguments a)
    {
        var user = User(a["user_id"]);
        user["address"] = Address(a);
        return user;
    }

    private static void StillPending(JsonObject order) =>
        Must(Text(order, "status").StartsWith("pending", StringComparison.Ordinal), "non-pending order cannot be modified");

    private static JsonObject Address(ShopArguments a) =>
        new(new[] { "address1", "address2", "city", "country", "state", "zip" }.Select(part => KeyValuePair.Create(part, (JsonNode?)a[part])));

    private static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new ShopRefusedException($"Error: {otherwise}");
    }
}
