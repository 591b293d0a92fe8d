using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>Calls that would be right for another customer: the authorization layer must object.</summary>
internal static class ForeignCalls
{
    public static IEnumerable<CorruptedCall> Of(Scene scene) => [.. Orders(scene), .. Users(scene)];

    private static IEnumerable<CorruptedCall> Orders(Scene scene)
    {
        if (!scene.Has("order_id")) yield break;
        var foreign = scene.Shop.Orders.Select(o => o.Value!).Where(o => o["user_id"]!.GetValue<string>() != scene.UserId
            && (scene.Order is null || o["status"]!.GetValue<string>() == scene.Order["status"]!.GetValue<string>())).ToList();
        if (scene.Any(foreign) is not { } order) yield break;
        yield return scene.With("order of another user", Objection.Authorization, ("order_id", order["order_id"]!.DeepClone()));

        // And the whole deed fitting that order, so that nothing but the owner is wrong.
        if (OrderDeed.Is(scene.Tool)) yield return scene.With("deed on another user's order", Objection.Authorization, OrderDeed.On(scene, order));
    }

    private static IEnumerable<CorruptedCall> Users(Scene scene)
    {
        var other = scene.Any(scene.Shop.Users.Where(u => u.Key != scene.UserId).Select(u => u.Key))!;
        var user = scene.Shop.Users[other]!;
        if (scene.Has("user_id")) yield return scene.With("another user", Objection.Authorization, ("user_id", other));
        if (scene.Has("email")) yield return scene.With("search for another user", Objection.Authorization, ("email", user["email"]!.DeepClone()));
        if (scene.Has("first_name"))
            yield return scene.With("search for another user", Objection.Authorization,
                ("first_name", Copy(user, "name", "first_name")), ("last_name", Copy(user, "name", "last_name")), ("zip", Copy(user, "address", "zip")));
    }

    private static JsonNode Copy(JsonNode user, string part, string name) => user[part]![name]!.DeepClone();
}
