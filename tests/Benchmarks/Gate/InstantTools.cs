using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>Tools without latency that remember when a refund was sent, and how often.</summary>
internal sealed class InstantTools
{
    private readonly ConcurrentDictionary<string, (long At, int Times)> _refunds = new();

    public IReadOnlyList<AIFunction> Functions => [AIFunctionFactory.Create(LookUp, "lookup_order"), AIFunctionFactory.Create((Func<string, double, string, string, object>)Refund, "refund")];

    public int NotOnce => _refunds.Values.Count(r => r.Times != 1);

    public long RefundedAt(string orderId) => _refunds[orderId].At;

    /// <summary>When each order was refunded so far.</summary>
    public IReadOnlyDictionary<string, long> All => _refunds.ToDictionary(r => r.Key, r => r.Value.At);

    /// <summary>The deed itself.</summary>
    public object Refund(string order)
    {
        var now = Stopwatch.GetTimestamp();
        _refunds.AddOrUpdate(order, (now, 1), (_, was) => (now, was.Times + 1));
        return OrderTexts.Receipt(order);
    }

    private static object LookUp(string orderId) => OrderTexts.Found(orderId);

    private object Refund(string orderId, double amount, string currency, string reason) => Refund(orderId);
}
