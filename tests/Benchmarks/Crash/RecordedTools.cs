using System.Globalization;
using System.Text;
using ApprovalConsole.Benchmarks.Gate;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>The world outside of a console that dies: each refund is a line on the disk before it is answered, and stays there whatever becomes of the console.</summary>
internal sealed class RecordedTools(string file)
{
    private readonly Lock _one = new();

    public IReadOnlyList<AIFunction> Functions => [AIFunctionFactory.Create(LookUp, "lookup_order"), AIFunctionFactory.Create(Refund, "refund")];

    /// <summary>What was refunded, in its order: once for each time.</summary>
    public static ILookup<string, decimal> Refunds(string file) => (File.Exists(file) ? File.ReadAllLines(file) : [])
        .Select(line => line.Split(' ')).ToLookup(line => line[0], line => decimal.Parse(line[1], CultureInfo.InvariantCulture));

    private static object LookUp(string orderId) => OrderTexts.Found(orderId);

    /// <summary>Another node may be writing just now.</summary>
    private FileStream Open()
    {
        while (true)
        {
            try
            {
                return new(file, FileMode.Append, FileAccess.Write, FileShare.Read);
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
    }

    private object Refund(string orderId, decimal amount, string currency, string reason)
    {
        lock (_one)
        {
            using var world = Open();
            world.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{orderId} {amount}\n")));
            world.Flush(flushToDisk: true);
        }

        return new { orderId, refunded = amount, currency, reason };
    }
}
