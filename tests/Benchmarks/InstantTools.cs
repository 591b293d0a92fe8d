using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks;

/// <summary>Tools without latency that remember when a refund was sent, and how often.</summary>
internal sealed class InstantTools
{
    private readonly ConcurrentDictionary<string, (long At, int Times)> _refunds = new();

    public IReadOnlyList<AIFunction> Functions => [AIFunctionFactory.Create(LookupOrder, "lookup_order"), AIFunctionFactory.Create(Refund, "refund")];

    public int NotOnce => _refunds.Values.Count(r => r.Times != 1);

    public long RefundedAt(string orderId) => _refunds[orderId].At;

    private static object LookupOrder(string orderId) => new
    {
        orderId, customer = "C-48213", currency = "EUR", total = 129.9, status = "delivered", carrier = "DHL",
        items = new[] { new { sku = "SKU-1001", qty = 1, price = 99.9 }, new { sku = "SKU-2002", qty = 2, price = 15.0 } },
    };

    private object Refund(string orderId, double amount, string currency, string reason)
    {
        var now = Stopwatch.GetTimestamp();
        _refunds.AddOrUpdate(orderId, (now, 1), (_, was) => (now, was.Times + 1));
        return new { orderId, refunded = amount, receipt = $"R-{orderId}" };
    }
}
