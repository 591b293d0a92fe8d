using System.Text.Json;

namespace ApprovalConsole.Tests.Retail;

/// <summary>The published retail data, which is data beside the project and not part of it: users, orders, products, 16 tools, 114 tasks.</summary>
internal sealed partial class RetailFiles
{
    private const string Variable = "RETAIL_DATA";
    private const string Folder = "shared/retail";

    private readonly string _root;

    private RetailFiles(string root)
    {
        _root = root;
        Tools = [.. Read("tools").EnumerateArray().Select(t => new RetailTool(t.GetProperty("name").GetString()!, t.GetProperty("description").GetString()!, t.GetProperty("parameters")))];
        Tasks = [.. Read("tasks").EnumerateArray().Select(RetailTask.Of)];
    }

    public string Users => Text("users");

    public string Orders => Text("orders");

    public string Products => Text("products");

    public IReadOnlyList<RetailTool> Tools { get; }

    public IReadOnlyList<RetailTask> Tasks { get; }

    /// <summary>The data; null where it is not on this machine.</summary>
    public static RetailFiles? Find()
    {
        var places = new List<string?> { Environment.GetEnvironmentVariable(Variable) };
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            places.AddRange([Path.Combine(at.FullName, "..", Folder), Path.Combine(at.FullName, Folder)]);
        var root = places.FirstOrDefault(place => place is not null && File.Exists(Path.Combine(place, "tasks.json")));
        return root is null ? null : new(root);
    }

    private string Text(string name) => File.ReadAllText(Path.Combine(_root, name + ".json"));

    private JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(Text(name));
        return document.RootElement.Clone();
    }
}

/// <summary>A tool as published.</summary>
internal sealed record RetailTool(string Name, string Description, JsonElement Parameters);

/// <summary>What one customer wants, and the calls that are right for it, in order.</summary>
internal sealed record RetailTask(string Id, string UserId, string Instruction, IReadOnlyList<RetailAction> Actions)
{
    public static RetailTask Of(JsonElement task) => new(
        task.GetProperty("id").GetString()!, task.GetProperty("user_id").GetString()!, task.GetProperty("instruction").GetString()!,
        [.. task.GetProperty("actions").EnumerateArray().Select(RetailAction.Of)]);
}

/// <summary>One right call.</summary>
/// <param name="ExpectedError">What the shop answers where even the right transcript errs (an old e-mail first, say); null where it succeeds.</param>
internal sealed record RetailAction(string Tool, JsonElement Arguments, string Effect, string? ExpectedError)
{
    public static RetailAction Of(JsonElement action) => new(
        action.GetProperty("name").GetString()!, action.GetProperty("arguments"), action.GetProperty("effect").GetString()!,
        action.TryGetProperty("expected_error", out var error) ? error.GetString() : null);
}
