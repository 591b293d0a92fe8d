using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Tests.Schemas;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;

namespace ApprovalConsole.Domain.Tests.Tools.Sketching;

/// <summary>Servers that somebody puts behind the console: one that keeps a graph of notes, as published, and a shop.</summary>
internal static class Servers
{
    private const string Entities = """{"type":"array","items":{"type":"object","properties":{"name":{"type":"string","description":"The name of the entity"},"entityType":{"type":"string"},"observations":{"type":"array","items":{"type":"string"}}},"required":["name","entityType","observations"]}}""";
    private const string Relations = """{"type":"array","items":{"type":"object","properties":{"from":{"type":"string","description":"The name of the entity where the relation starts"},"to":{"type":"string","description":"The name of the entity where the relation ends"},"relationType":{"type":"string","description":"The type of the relation"}},"required":["from","to","relationType"]}}""";

    public static readonly ImmutableArray<Tool> Memory =
    [
        Of("memory", "create_entities", $$"""{"type":"object","properties":{"entities":{{Entities}}},"required":["entities"]}""", """{"readOnlyHint":false,"destructiveHint":false}"""),
        Of("memory", "create_relations", $$"""{"type":"object","properties":{"relations":{{Relations}}},"required":["relations"]}""", """{"readOnlyHint":false,"destructiveHint":false}"""),
        Of("memory", "delete_entities", """{"type":"object","properties":{"entityNames":{"type":"array","items":{"type":"string"}}},"required":["entityNames"]}""", """{"readOnlyHint":false,"destructiveHint":true}"""),
        Of("memory", "delete_relations", $$"""{"type":"object","properties":{"relations":{{Relations}}},"required":["relations"]}""", """{"readOnlyHint":false,"destructiveHint":true}"""),
        Of("memory", "read_graph", """{"type":"object","properties":{}}""", """{"readOnlyHint":true,"destructiveHint":false}""", $$"""{"type":"object","properties":{"entities":{{Entities}},"relations":{{Relations}}},"required":["entities","relations"]}"""),
        Of("memory", "open_nodes", """{"type":"object","properties":{"names":{"type":"array","items":{"type":"string"}}},"required":["names"]}""", """{"readOnlyHint":true}"""),
    ];

    public static readonly ImmutableArray<Tool> Shop =
    [
        Of("shop", "get_order", """{"type":"object","properties":{"order_id":{"type":"string"}},"required":["order_id"]}""", """{"readOnlyHint":true}"""),
        Of("shop", "refund_order", """{"type":"object","properties":{"order_id":{"type":"string"},"amount":{"type":"number","description":"In USD"},"reason":{"type":"string"}},"required":["order_id","amount"]}"""),
        Of("shop", "add_note", """{"type":"object","properties":{"order_id":{"type":"string"},"text":{"type":"string"}},"required":["order_id","text"]}""", output: """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}"""),
        Of("shop", "remove_note", """{"type":"object","properties":{"note_id":{"type":"string"}},"required":["note_id"]}"""),
        Of("shop", "get_or_create_customer", """{"type":"object","properties":{"email":{"type":"string"}},"required":["email"]}""", """{"readOnlyHint":true}"""),
        Of("shop", "list_orders", """{"type":"object","properties":{}}"""),
        Of("shop", "peek", """{"type":"object","properties":{}}""", """{"readOnlyHint":true}"""),
        Of("shop", "get_report", """{"type":"object","properties":{}}""", """{"readOnlyHint":false}"""),
    ];

    public static Tool Of(string source, string name, string schema, string? annotations = null, string? output = null) => new(
        new(source, name, $"The {name} of {source}.", JsonElement.Parse(schema), output is null ? null : JsonElement.Parse(output), annotations is null ? null : JsonElement.Parse(annotations)),
        SchemaOf.Text(schema), new(), 0, ToolStatus.Active);

    public static Tool Tool(this IEnumerable<Tool> server, string name) => server.Single(t => t.Definition.Name == name);

    public static Tool With(this Tool tool, ToolPolicy policy) => tool with { Policy = policy, PolicyVersion = 1 };

    /// <summary>The server, with one of its tools otherwise.</summary>
    public static ImmutableArray<Tool> With(this ImmutableArray<Tool> server, string name, ToolPolicy policy) => [.. server.Select(t => t.Definition.Name == name ? t.With(policy) : t)];

    public static PolicySketch Sketch(this IEnumerable<Tool> server, string name, Recorded? recorded = null) => PolicySketcher.Of(server.Tool(name), [.. server], recorded ?? Recorded.Nothing);

    public static SketchLine? Line(this PolicySketch sketch, string id) => sketch.Lines.SingleOrDefault(l => l.Id == id);

    /// <summary>Refunds that were carried out, each after its order was read on behalf of whom it belongs to.</summary>
    public static Recorded Refunds(int count, Func<int, decimal>? amount = null, Func<int, string>? owner = null, Func<int, string>? order = null) => new(
    [
        .. Enumerable.Range(0, count).SelectMany(IEnumerable<RecordedCall> (i) =>
        {
            var (id, user) = (order?.Invoke(i) ?? $"W{1000 + i}", $"u{i % 3}");
            var attributes = JsonSerializer.SerializeToElement(new { user_id = user });
            return
            [
                new($"r{i}.get", $"r{i}", 1, "shop.get_order", JsonSerializer.SerializeToElement(new { order_id = id }), JsonSerializer.SerializeToElement(new { order_id = id, user_id = owner?.Invoke(i) ?? user, status = "delivered" }), true, "kim", attributes, []),
                new($"r{i}.refund", $"r{i}", 2, "shop.refund_order", JsonSerializer.SerializeToElement(new { order_id = id, amount = amount?.Invoke(i) ?? 10 + i }), JsonElement.Parse("{}"), true, "kim", attributes,
                    [new("/order_id", Found.Record, $"r{i}.get", "/order_id"), new("/amount", Found.NotFound)]),
            ];
        }),
    ]);
}
