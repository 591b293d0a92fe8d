namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>The words of the workload, the same for whoever carries it out.</summary>
internal static class OrderTexts
{
    public const string Instructions = "You are a support agent. Read the order before anything else; where the policy allows it, propose to pay the money back. A person has to approve every refund before it is made.";
    public const string Answer = "129.90 EUR were paid back and the customer has been told. The order is closed.";

    private const string Before = "The customer of order ";
    private const string After = " writes that the parcel came broken, and wants the money back. Please see to it.";

    public static string Request(string order) => Before + order + After;

    public static string OrderIn(string request) => request[Before.Length..^After.Length];

    public static object LookUp(string order) => new { orderId = order };

    public static object Found(string order) => new
    {
        orderId = order, customer = "C-48213", currency = "EUR", total = 129.9, status = "delivered", carrier = "DHL", deliveredAt = "2026-11-02T10:11:12Z",
        items = new[] { new { sku = "SKU-1001", qty = 1, price = 99.9 }, new { sku = "SKU-2002", qty = 2, price = 15.0 } },
    };

    public static object Refund(string order) => new { orderId = order, amount = 129.9, currency = "EUR", reason = "came broken, within the 30 days" };

    public static object Hold(string order) => new { orderId = order, held = true };

    public static object Receipt(string order) => new { orderId = order, refunded = 129.9, receipt = $"R-{order}" };
}
