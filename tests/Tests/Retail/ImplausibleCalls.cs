using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>Calls of the right shape whose values do not fit the shop: the semantic layer must object.</summary>
internal static class ImplausibleCalls
{
    private static readonly string[] Ids = ["order_id", "user_id", "product_id", "payment_method_id", "item_ids", "new_item_ids", "email", "first_name", "last_name", "zip"];

    public static IEnumerable<CorruptedCall> Of(Scene scene) => [.. NobodysIds(scene), .. IdsOfAnotherKind(scene), .. OtherThings(scene), .. WrongState(scene), .. Empty(scene)];

    private static IEnumerable<CorruptedCall> NobodysIds(Scene scene)
    {
        const string Kind = "id that does not exist";
        foreach (var name in Ids.Where(scene.Has).Where(n => !IsAddress(scene, n)))
        {
            if (!scene.IsList(name)) yield return scene.With(Kind, Objection.Semantic, (name, scene.Nobodys(scene.Text(name), id => IsKnown(scene.Shop, name, id))));
            else
                for (var i = 0; i < scene.List(name).Count; i++)
                    yield return scene.WithElement(Kind, Objection.Semantic, name, i, scene.Nobodys(scene.List(name)[i], id => IsKnown(scene.Shop, name, id)));
        }
    }

    private static IEnumerable<CorruptedCall> IdsOfAnotherKind(Scene scene)
    {
        const string Kind = "id of another kind of thing";
        var product = scene.Any(scene.Shop.Products.Select(p => p.Key))!;
        if (scene.Has("product_id")) yield return scene.With(Kind, Objection.Semantic, ("product_id", scene.Any(scene.Shop.VariantsOf(scene.Text("product_id")).Concat(scene.Shop.VariantsOf(product)))!));
        if (scene.Has("order_id")) yield return scene.With(Kind, Objection.Semantic, ("order_id", scene.Text("order_id").TrimStart('#')));
        if (scene.Has("payment_method_id")) yield return scene.With(Kind, Objection.Semantic, ("payment_method_id", "credit_card"));
        foreach (var name in new[] { "item_ids", "new_item_ids" }.Where(scene.Has))
            yield return scene.WithElement(Kind, Objection.Semantic, name, 0, scene.Shop.ProductOf(scene.List(name)[0]) ?? product);
    }

    private static IEnumerable<CorruptedCall> OtherThings(Scene scene)
    {
        if (scene.Has("payment_method_id"))
        {
            var foreign = scene.Any(scene.Shop.Users.Where(u => u.Key != scene.UserId).SelectMany(u => u.Value!["payment_methods"]!.AsObject().Select(m => m.Key)))!;
            yield return scene.With("payment method of another user", Objection.Semantic, ("payment_method_id", foreign));
        }

        if (scene.Order is not { } order) yield break;
        if (scene.Has("item_ids"))
        {
            var held = Shop.ItemsOf(order).ToHashSet();
            var foreign = scene.Any(scene.Shop.Orders.SelectMany(o => Shop.ItemsOf(o.Value!)).Where(id => !held.Contains(id)))!;
            for (var i = 0; i < scene.List("item_ids").Count; i++) yield return scene.WithElement("item of another order", Objection.Semantic, "item_ids", i, foreign);
        }

        if (scene.Has("new_item_ids"))
        {
            var products = order["items"]!.AsArray().Select(i => i!["product_id"]!.GetValue<string>()).ToHashSet();
            var foreign = scene.Any(scene.Shop.Products.Where(p => !products.Contains(p.Key)).SelectMany(p => scene.Shop.VariantsOf(p.Key)))!;
            for (var i = 0; i < scene.List("new_item_ids").Count; i++) yield return scene.WithElement("new item of a foreign product", Objection.Semantic, "new_item_ids", i, foreign);
        }
    }

    /// <summary>The same deed on another order of the same customer, all fitting, only that its status does not allow it.</summary>
    private static IEnumerable<CorruptedCall> WrongState(Scene scene)
    {
        if (!OrderDeed.Is(scene.Tool)) yield break;
        var closed = scene.Any(scene.Shop.OrdersOf(scene.UserId).Where(o => !OrderDeed.IsAllowed(scene.Tool, o)));
        if (closed is not null) yield return scene.With("wrong state", Objection.Semantic, OrderDeed.On(scene, closed));
    }

    private static IEnumerable<CorruptedCall> Empty(Scene scene)
    {
        // The second line of an address may be empty, and in the published calls it sometimes is.
        foreach (var name in scene.Names.Where(n => n is not "address2"))
        {
            var mustObject = scene.IsEnum(name) ? Objection.Schema : Ids.Contains(name) && !IsAddress(scene, name) ? Objection.Semantic : Objection.Class;
            foreach (var empty in scene.IsList(name) ? [new JsonArray()] : new JsonNode[] { "", " \t" }) yield return scene.With("empty", mustObject, (name, empty));
        }

        foreach (var name in scene.Names.Where(scene.IsList)) yield return scene.WithElement("empty", Objection.Semantic, name, 0, "");
    }

    // Any zip may be that of a new address; in a search it must be the customer's.
    private static bool IsAddress(Scene scene, string name) => name is "zip" && scene.Has("city");

    private static bool IsKnown(Shop shop, string name, string id) => name switch
    {
        "order_id" => shop.Orders.ContainsKey(id),
        "user_id" => shop.Users.ContainsKey(id),
        "product_id" => shop.Products.ContainsKey(id),
        "item_ids" or "new_item_ids" => shop.ProductOf(id) is not null,
        "payment_method_id" => shop.Users.Any(u => u.Value!["payment_methods"]!.AsObject().ContainsKey(id)),
        "email" => shop.Users.Any(u => u.Value!["email"]!.GetValue<string>() == id),
        _ => shop.Users.Any(u => u.Value!["name"]![name]?.GetValue<string>() == id || u.Value["address"]![name]?.GetValue<string>() == id),
    };
}
