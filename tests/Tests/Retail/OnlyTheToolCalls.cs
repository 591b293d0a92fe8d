using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>Calls that are wrong in a way that no check of a policy can say; measured, so that nobody takes the gate for more than it is.</summary>
internal static class OnlyTheToolCalls
{
    public static IEnumerable<CorruptedCall> Of(Scene scene)
    {
        if (scene.Order is not { } order) yield break;
        if (scene.Has("item_ids"))
        {
            var more = new JsonArray([.. Enumerable.Repeat(scene.List("item_ids")[0], Shop.ItemsOf(order).Count() + 1).Select(id => JsonValue.Create(id))]);
            yield return scene.With("more pieces than ordered", Objection.None, [("item_ids", more), .. scene.Has("new_item_ids")
                ? new (string, JsonNode?)[] { ("new_item_ids", new JsonArray([.. more.Select(_ => JsonValue.Create(scene.List("new_item_ids")[0]))])) } : []]);
        }

        if (!scene.Has("new_item_ids")) yield break;
        var product = scene.Shop.ProductOf(scene.List("new_item_ids")[0])!;
        if (scene.Any(scene.Shop.VariantsOf(product).Where(v => !scene.Shop.IsAvailable(product, v))) is { } gone)
            yield return scene.WithElement("new item not available", Objection.None, "new_item_ids", 0, gone);
        var others = order["items"]!.AsArray().Select(i => i!["product_id"]!.GetValue<string>()).Where(p => p != product);
        if (scene.Any(others.SelectMany(scene.Shop.VariantsOf)) is { } other)
            yield return scene.WithElement("new item of another product in the order", Objection.None, "new_item_ids", 0, other);
        var longer = scene.Arguments()["new_item_ids"]!.AsArray();
        longer.Add(scene.List("new_item_ids")[0]);
        yield return scene.With("lists of unequal length", Objection.None, ("new_item_ids", longer.DeepClone()));
    }
}
