using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;

namespace ApprovalConsole.Domain.Tests.Tools.Sketching;

/// <summary>A server that dice have put together, with policies that somebody may have laid down and calls that somebody may have made.</summary>
public sealed class AnyServer
{
    private static readonly string[] Words = ["get", "list", "read", "delete", "remove", "create", "add", "update", "pay", "refund", "cancel", "archive", "unarchive", "open", "peek", "enable", "disable", "search"];
    private static readonly string[] Things = ["order", "orders", "note", "user", "entity", "entities", "account", "file", ""];
    private static readonly string[] Names = ["order_id", "orderIds", "id", "amount", "amount_usd", "currency", "user_id", "to", "path", "note_id", "entityName", "names", "reason", "count", "odd name", "customer", "status"];

    private readonly Random _dice;
    private readonly bool _isOrderly;

    public AnyServer(int seed)
    {
        _dice = new(seed);
        _isOrderly = _dice.Next(3) == 0;
        Tools = [.. Enumerable.Range(0, _dice.Next(1, 9)).Select(_ => Tool()).DistinctBy(t => t.Id)];
        Recorded = new([.. Enumerable.Range(0, _dice.Next(0, 60)).Select(Call)]);
    }

    public ImmutableArray<Tool> Tools { get; }

    public Recorded Recorded { get; }

    private T One<T>(params T[] of) => of[_dice.Next(of.Length)];

    private Tool Tool()
    {
        var annotations = One<string?>(null, "{}", """{"readOnlyHint":true}""", """{"readOnlyHint":false}""", """{"readOnlyHint":true,"destructiveHint":true}""", """{"destructiveHint":true}""", """{"readOnlyHint":"yes"}""", "5");
        var schema = Object(0);
        var tool = Servers.Of("any", $"{One(Words)}_{One(Things)}".TrimEnd('_'), schema.ToJsonString(), annotations, _dice.Next(3) == 0 ? Object(0).ToJsonString() : null);
        if (_dice.Next(3) > 0) return tool;
        return tool.With(new() { Reversibility = One(Reversibility.ReadOnly, Reversibility.Irreversible, Reversibility.Critical, Reversibility.Forbidden), Title = One<string?>(null, "Do it"), Approvals = One(1, 3) });
    }

    private JsonObject Object(int depth)
    {
        var properties = new JsonObject();
        foreach (var name in Names.Where(_ => _dice.Next(4) == 0)) properties[name] = Value(depth);
        return new() { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. properties.Select(p => p.Key).Where(_ => _dice.Next(3) > 0).Select(n => (JsonNode)n)]) };
    }

    private JsonObject Value(int depth) => _dice.Next(depth > 2 ? 6 : 9) switch
    {
        0 => new JsonObject { ["type"] = "number" },
        1 => new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
        2 => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("USD") },
        3 => new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "The name of the entity, in EUR" },
        4 or 5 => new JsonObject { ["type"] = "string" },
        6 => new JsonObject { ["type"] = "array", ["items"] = Value(depth + 1) },
        7 => new JsonObject { ["anyOf"] = new JsonArray(Value(depth + 1), new JsonObject { ["type"] = "null" }) },
        _ => Object(depth + 1),
    };

    private RecordedCall Call(int n)
    {
        var tool = Tools[_dice.Next(Tools.Length)];
        var (arguments, user) = (new JsonObject(), $"u{_dice.Next(3)}");
        foreach (var name in Names.Where(_ => _dice.Next(3) > 0)) arguments[name] = _isOrderly ? $"W{1000 + n}" : One<JsonNode>(n, $"W{1000 + n}", user, -5, "•••", new JsonArray("a"), 1e20);
        var result = JsonSerializer.SerializeToElement(arguments);
        return new($"c{n}", $"r{n / 3}", n % 3, tool.Id, result, One<JsonElement?>(null, result), _dice.Next(3) > 0, One(null, user), One<JsonElement?>(null, JsonSerializer.SerializeToElement(new { user_id = user })),
            [.. arguments.Select(a => new GroundedValue($"/{a.Key}", One(Found.Record, Found.Record, Found.Input, Found.NotFound), One<string?>(null, $"c{_dice.Next(60)}"), One<string?>(null, "/orders/0/id")))]);
    }
}
