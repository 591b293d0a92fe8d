using System.Collections.Concurrent;
using System.ComponentModel;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.SampleHost;

/// <summary>What the host can do, as ordinary functions.</summary>
internal static class Shop
{
    private static readonly ConcurrentDictionary<string, decimal> Orders = new() { ["A-1"] = 120, ["A-2"] = 18.5m };
    private static readonly ConcurrentDictionary<string, decimal> Refunds = new();

    [ReadOnlyTool, Description("Looks an order up.")]
    public static object GetOrder(string orderId) => new { orderId, total = Orders.GetValueOrDefault(orderId), refunded = Refunds.GetValueOrDefault(orderId) };

    [Irreversible(Title = "Refund {/amount:USD} on order {/orderId}", Decisive = ["/orderId", "/amount"], EffectKey = ["/orderId"]), Description("Pays money back. Cannot be taken back.")]
    public static object Refund(string orderId, decimal amount) => new { refunded = Refunds.AddOrUpdate(orderId, amount, (_, before) => before + amount) };

    public static Task<IReadOnlyList<CodeFinding>> OrderExistsAsync(CheckedCall call, CancellationToken ct) => Task.FromResult<IReadOnlyList<CodeFinding>>(
        Orders.ContainsKey(call.Arguments.GetProperty("orderId").GetString()!) ? [] : [new("/orderId", "unknownOrder", "an order of the shop")]);
}
