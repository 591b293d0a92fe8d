using System.Globalization;
using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Gate;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>Tools whose deeds lie in a <see cref="World"/>.</summary>
internal sealed class RecordedTools(World world)
{
    /// <summary>Reads and refunds.</summary>
    public IReadOnlyList<AIFunction> Functions => [AIFunctionFactory.Create(LookUp, "lookup_order"), AIFunctionFactory.Create(Refund, "refund")];

    /// <summary>What can be taken back, and what a loop looks at.</summary>
    public IReadOnlyList<AIFunction> MoreFunctions =>
        [AIFunctionFactory.Create(Hold, "hold"), AIFunctionFactory.Create(Label, "label"), AIFunctionFactory.Create(Knock, "knock"), AIFunctionFactory.Create(Knocks, "knocks")];

    public static JsonObject Policies => new()
    {
        ["bench.hold"] = TakenBack("hold", new() { ["held"] = false }),
        ["bench.label"] = TakenBack("label", new() { ["sku"] = "{/sku}", ["on"] = false }),
        ["bench.knock"] = TakenBack("knock", new() { ["door"] = "{/door}", ["away"] = true }),
        ["bench.knocks"] = new JsonObject { ["Reversibility"] = "ReadOnly" },
        [$"{Till.Name}.hold"] = TakenBack("hold", new() { ["held"] = false }, Till.Name),
        [$"{Till.Name}.refund"] = new JsonObject { ["Reversibility"] = "Irreversible", ["Title"] = "Refund {/amount} on {/orderId}", ["Decisive"] = new JsonArray("/amount", "/orderId") },
    };

    /// <summary>What a call of one of them does to an order.</summary>
    /// <param name="tool">Its name, whoever calls it that.</param>
    /// <param name="arguments">As they were asked for.</param>
    public static Deed DeedOf(string tool, JsonNode arguments)
    {
        var order = (string)arguments["orderId"]!;
        return tool.Split('.', '_')[^1] switch
        {
            "refund" => new(order, Deed.Refund, (decimal)arguments["amount"]!),
            "hold" => new(order, (bool)arguments["held"]! ? Deed.Hold : Deed.Release),
            "label" => new(order, (bool)arguments["on"]! ? Deed.Label : Deed.Peel, NumberOf((string)arguments["sku"]!)),
            "knock" => new(order, (bool)arguments["away"]! ? Deed.Leave : Deed.Knock, (int)arguments["door"]!),
            _ => throw new CrashFound($"{order}: nobody knows what became of {tool}, which writes nothing"),
        };
    }

    private static JsonObject TakenBack(string tool, JsonObject arguments, string source = "bench")
    {
        arguments["orderId"] = "{/orderId}";
        return new() { ["Reversibility"] = "Reversible", ["Undo"] = new JsonObject { ["Tool"] = $"{source}.{tool}", ["Arguments"] = arguments } };
    }

    private static decimal NumberOf(string sku) => decimal.Parse(sku["SKU-".Length..], CultureInfo.InvariantCulture);

    private static object LookUp(string orderId) => OrderTexts.Found(orderId);

    /// <summary>The deed itself.</summary>
    public object Refund(string orderId, decimal amount, string currency, string reason)
    {
        world.Happens(new(orderId, Deed.Refund, amount));
        return new { orderId, refunded = amount, currency, reason };
    }

    /// <inheritdoc cref="Refund"/>
    public object Hold(string orderId, bool held)
    {
        world.Happens(new(orderId, held ? Deed.Hold : Deed.Release));
        return new { orderId, held };
    }

    private object Label(string orderId, string sku, bool on)
    {
        world.Happens(new(orderId, on ? Deed.Label : Deed.Peel, NumberOf(sku)));
        return new { orderId, sku, on };
    }

    private object Knock(string orderId, int door, bool away)
    {
        world.Happens(new(orderId, away ? Deed.Leave : Deed.Knock, door));
        return new { orderId, door, away };
    }

    private int Knocks(string orderId) => world.Deeds[orderId].Count(d => d.What == Deed.Knock);
}
