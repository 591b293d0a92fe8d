using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>The shop behind the tools: users, orders and products in memory. What it cannot do it refuses in the words of the published tools.</summary>
internal sealed partial class Shop
{
    private Shop(JsonObject users, JsonObject orders, JsonObject products) => (Users, Orders, Products) = (users, orders, products);

    public JsonObject Users { get; }

    public JsonObject Orders { get; }

    public JsonObject Products { get; }

    /// <summary>As it was before any task.</summary>
    public static Shop Open(RetailFiles files) => new(Table(files.Users), Table(files.Orders), Table(files.Products));

    /// <exception cref="ShopRefusedException">It cannot be done; the message is the tool's answer.</exception>
    public string Call(string tool, JsonElement arguments)
    {
        var a = new ShopArguments(arguments);
        return tool switch
        {
            "calculate" => Calculation.Of(a["expression"]),
            "cancel_pending_order" => Json(Cancel(a)),
            "exchange_delivered_order_items" => Json(Exchange(a)),
            "find_user_id_by_email" => FindUser(u => u["email"]!.GetValue<string>() == a["email"]),
            "find_user_id_by_name_zip" => FindUser(u => IsNamed(u, a)),
            "get_order_details" => Json(Order(a["order_id"])),
            "get_product_details" => Json(Entry(Products, a["product_id"], "product")),
            "get_user_details" => Json(User(a["user_id"])),
            "list_all_product_types" => Json(new JsonObject(Products.OrderBy(p => Text(p.Value!, "name"), StringComparer.Ordinal).Select(p => KeyValuePair.Create(Text(p.Value!, "name"), (JsonNode?)p.Key)))),
            "modify_pending_order_address" => Json(MoveOrder(a)),
            "modify_pending_order_items" => Json(ModifyItems(a)),
            "modify_pending_order_payment" => Json(ModifyPayment(a)),
            "modify_user_address" => Json(MoveUser(a)),
            "return_delivered_order_items" => Json(Return(a)),
            "think" => "",
            "transfer_to_human_agents" => "Transfer successful",
            _ => throw new ShopRefusedException($"Error: unknown tool {tool}"),
        };
    }

    private string FindUser(Func<JsonNode, bool> isMeant) =>
        Users.FirstOrDefault(u => isMeant(u.Value!)).Key ?? throw new ShopRefusedException("Error: user not found");

    private static bool IsNamed(JsonNode user, ShopArguments a) =>
        string.Equals(Text(user["name"]!, "first_name"), a["first_name"], StringComparison.OrdinalIgnoreCase)
        && string.Equals(Text(user["name"]!, "last_name"), a["last_name"], StringComparison.OrdinalIgnoreCase)
        && Text(user["address"]!, "zip") == a["zip"];

    private JsonObject Order(string id) => Entry(Orders, id, "order");

    private JsonObject User(string id) => Entry(Users, id, "user");

    private static JsonObject Entry(JsonObject table, string id, string what) =>
        table[id]?.AsObject() ?? throw new ShopRefusedException($"Error: {what} not found");

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static string Json(JsonNode node) => node.ToJsonString();

    private static JsonObject Table(string text) => JsonNode.Parse(text)!.AsObject();
}

/// <summary>The shop says no.</summary>
internal sealed class ShopRefusedException(string message) : Exception(message);

/// <summary>Arguments by name, as strings; what is not there or is no string was never let in by the schema.</summary>
internal readonly record struct ShopArguments(JsonElement Json)
{
    public string this[string name] => Json.GetProperty(name).GetString()!;

    public IReadOnlyList<string> List(string name) => [.. Json.GetProperty(name).EnumerateArray().Select(v => v.GetString()!)];
}
