using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Retail;

/// <summary>A right call, the shop as it is in the moment before it, and the customer for whom it is made. What goes wrong is drawn by a seed,
/// so that every run of the tests sees the same calls.</summary>
internal sealed class Scene(Shop shop, RetailTask task, RetailAction action, RetailTool tool, int seed)
{
    private readonly Random _chance = new(seed);

    public Shop Shop => shop;

    public string Tool => action.Tool;

    public string UserId => task.UserId;

    public JsonNode User => shop.Users[task.UserId]!;

    /// <summary>Names of the arguments that this call has.</summary>
    public IReadOnlyList<string> Names { get; } = [.. action.Arguments.EnumerateObject().Select(p => p.Name)];

    public bool Has(string name) => Names.Contains(name);

    public bool IsList(string name) => action.Arguments.GetProperty(name).ValueKind is JsonValueKind.Array;

    public bool IsEnum(string name) => tool.Parameters.GetProperty("properties").GetProperty(name).TryGetProperty("enum", out _);

    public string Text(string name) => action.Arguments.GetProperty(name).GetString()!;

    public IReadOnlyList<string> List(string name) => [.. action.Arguments.GetProperty(name).EnumerateArray().Select(v => v.GetString()!)];

    /// <summary>A copy of the arguments to be spoiled.</summary>
    public JsonObject Arguments() => JsonNode.Parse(action.Arguments.GetRawText())!.AsObject();

    /// <summary>The order that the call is about; null where it names none that exists.</summary>
    public JsonNode? Order => Has("order_id") ? shop.Orders[Text("order_id")] : null;

    /// <summary>The call with some arguments replaced.</summary>
    public CorruptedCall With(string kind, Objection mustObject, params (string Name, JsonNode? Value)[] spoiled)
    {
        var arguments = Arguments();
        foreach (var (name, value) in spoiled) arguments[name] = value;
        return new(kind, mustObject, Tool, arguments.ToJsonString());
    }

    /// <summary>The call with one element of a list replaced.</summary>
    public CorruptedCall WithElement(string kind, Objection mustObject, string name, int index, JsonNode? value)
    {
        var arguments = Arguments();
        arguments[name]![index] = value;
        return new(kind, mustObject, Tool, arguments.ToJsonString());
    }

    /// <summary>One of those that there are; null where there is none.</summary>
    public T? Any<T>(IEnumerable<T> all) where T : class => all.ToList() is { Count: > 0 } some ? some[_chance.Next(some.Count)] : null;

    /// <summary>Like an id of the shop's (same letters, as many digits), but nobody's.</summary>
    public string Nobodys(string id, Func<string, bool> isSomebodys)
    {
        while (true)
        {
            var made = string.Concat(id.Select(c => char.IsAsciiDigit(c) ? (char)('0' + _chance.Next(10)) : c));
            if (made.Any(char.IsAsciiDigit) is false) made += _chance.Next(10);
            if (made != id && !isSomebodys(made)) return made;
        }
    }
}
