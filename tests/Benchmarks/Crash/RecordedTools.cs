using System.Text.Json.Nodes;
using ApprovalConsole.Benchmarks.Gate;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>Tools whose deeds lie in a <see cref="World"/>.</summary>
internal sealed class RecordedTools(World world)
{
    /// <summary>Reads and refunds.</summary>
    public IReadOnlyList<AIFunction> Functions => [AIFunctionFactory.Create(LookUp, "lookup_order"), AIFunctionFactory.Create(Refund, "refund")];

    /// <summary>What can be taken back.</summary>
    public AIFunction HoldFunction => AIFunctionFactory.Create(Hold, "hold");

    public static JsonObject HoldPolicy => new()
    {
        ["Reversibility"] = "Reversible",
        ["Undo"] = new JsonObject { ["Tool"] = "bench.hold", ["Arguments"] = new JsonObject { ["orderId"] = "{/orderId}", ["held"] = false } },
    };

    private static object LookUp(string orderId) => OrderTexts.Found(orderId);

    private object Refund(string orderId, decimal amount, string currency, string reason)
    {
        world.Happens(new(orderId, Deed.Refund, amount));
        return new { orderId, refunded = amount, currency, reason };
    }

    private object Hold(string orderId, bool held)
    {
        world.Happens(new(orderId, held ? Deed.Hold : Deed.Release));
        return new { orderId, held };
    }
}
