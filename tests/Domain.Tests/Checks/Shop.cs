using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tests.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Checks;

/// <summary>A shop with two customers, and a tool whose schema lets everything by: what is refused, its policy refuses.</summary>
internal static class Shop
{
    private const string AnyArguments = """{"type":"object","properties":{"v":true,"order":true,"user":true,"lines":true}}""";

    private static readonly JsonSerializerOptions AsSettings = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new JsonStringEnumConverter(null, allowIntegerValues: false) },
    };

    public static readonly Principal Ana = new("ana", ["orders.write"], """{"user_id":"u1","team":{"name":"blue"}}""");

    public static World World() => new World()
        .Has("shop.get_order", a => a.GetProperty("order_id").ToString() switch
        {
            "A1" => """{"order_id":"A1","user_id":"u1","status":"pending","total":120.5,"placed":"2026-02-20","items":[{"item_id":"i1","product_id":"p1"},{"item_id":"i2","product_id":"p2"}],"tags":[],"note":null}""",
            "A2" => """{"order_id":"A2","user_id":"u2","status":"shipped","total":80,"placed":"2026-02-01","items":[{"item_id":"i3","product_id":"p1"}],"tags":[],"note":null}""",
            _ => null,
        })
        .Has("shop.get_product", a => a.GetProperty("product_id").ToString() switch
        {
            "p1" => """{"variants":{"i1":{"item_id":"i1"},"i7":{"item_id":"i7"}}}""",
            "p2" => """{"variants":{"i2":{"item_id":"i2"},"i8":{"item_id":"i8"}}}""",
            _ => null,
        })
        .Has("shop.words", _ => "\"Error: nothing\"");

    /// <summary>A tool with this policy, as it would stand in the settings.</summary>
    public static Tool With(string policy) => new(
        new ToolDefinition("shop", "change", "Changes something.", JsonElement.Parse(AnyArguments)), SchemaOf.Text(AnyArguments),
        JsonSerializer.Deserialize<ToolPolicy>(policy, AsSettings)!, 1, ToolStatus.Active);

    public static Tool WithCheck(string check) => With($$"""{"Checks":[{{check}}]}""");

    public static Tool WithRule(string rule) => With($$"""{"Authorization":[{{rule}}]}""");

    public static Verdict On(Tool tool, string arguments, World? world = null, Principal? principal = null) =>
        (world ?? World()).On(tool, arguments, Contexts.Of(principal ?? Ana));
}
