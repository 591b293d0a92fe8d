using System.Text.Json;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>A shop's users, orders and products with 114 tasks (tau-bench); data beside the project and not part of it.</summary>
internal sealed class RetailShop
{
    private const string Variable = "RETAIL_DATA";
    private const string Folder = "shared/retail";

    private readonly JsonElement _users;
    private readonly JsonElement _orders;
    private readonly JsonElement _products;

    private RetailShop(string root)
    {
        (_users, _orders, _products) = (Read(root, "users"), Read(root, "orders"), Read(root, "products"));
        Tasks = [.. Read(root, "tasks").EnumerateArray()];
        Schemas = Read(root, "tools").EnumerateArray().ToDictionary(t => t.GetProperty("name").GetString()!, t => t.GetProperty("parameters"));
    }

    internal static string HowToFind => $"set {Variable} to the folder, or put it at {Folder} beside the project or above it";

    internal IReadOnlyList<JsonElement> Tasks { get; }

    internal IReadOnlyDictionary<string, JsonElement> Schemas { get; }

    internal static RetailShop? Find()
    {
        var places = new List<string?> { Environment.GetEnvironmentVariable(Variable) };
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            places.AddRange([Path.Combine(at.FullName, "..", Folder), Path.Combine(at.FullName, Folder)]);
        var root = places.FirstOrDefault(place => place is not null && File.Exists(Path.Combine(place, "tasks.json")));
        return root is null ? null : new(root);
    }

    /// <summary>What the shop answers to a call of this user's run; null where it has nothing.</summary>
    internal string? Answer(string tool, JsonElement arguments, string userId) => tool switch
    {
        "find_user_id_by_email" or "find_user_id_by_name_zip" => JsonSerializer.Serialize(userId),
        "get_user_details" or "modify_user_address" => Entry(_users, arguments, "user_id"),
        "get_product_details" => Entry(_products, arguments, "product_id"),
        "list_all_product_types" => JsonSerializer.Serialize(_products.EnumerateObject().ToDictionary(p => p.Value.GetProperty("name").GetString()!, p => p.Name)),
        "calculate" or "think" or "transfer_to_human_agents" => "\"done\"",
        _ => Entry(_orders, arguments, "order_id"),
    };

    /// <summary>The reads with which somebody careful gets to know a customer: the user, all orders, all their products.</summary>
    internal IEnumerable<(string Tool, string Arguments)> CarefulReads(string userId)
    {
        yield return ("get_user_details", JsonSerializer.Serialize(new { user_id = userId }));
        var orders = _users.GetProperty(userId).GetProperty("orders").EnumerateArray().Select(o => o.GetString()!).ToList();
        foreach (var order in orders)
            yield return ("get_order_details", JsonSerializer.Serialize(new { order_id = order }));
        foreach (var product in orders.SelectMany(o => _orders.GetProperty(o).GetProperty("items").EnumerateArray()).Select(i => i.GetProperty("product_id").GetString()!).Distinct())
            yield return ("get_product_details", JsonSerializer.Serialize(new { product_id = product }));
    }

    private static string? Entry(JsonElement table, JsonElement arguments, string key) =>
        arguments.TryGetProperty(key, out var id) && table.TryGetProperty(id.GetString()!, out var entry) ? entry.GetRawText() : null;

    private static JsonElement Read(string root, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, $"{name}.json")));
        return document.RootElement.Clone();
    }
}
