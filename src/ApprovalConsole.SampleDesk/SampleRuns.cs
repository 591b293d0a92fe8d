using ApprovalConsole.SampleDesk.Pipelines;

namespace ApprovalConsole.SampleDesk;

/// <summary>The runs of a fresh start: each shows something else.</summary>
public static class SampleRuns
{
    /// <summary>In the order to start them.</summary>
    public static IReadOnlyList<SampleRun> All { get; } =
    [
        For("T-1001", "ana.ruiz", "77", "refunds.write"),      // waits for a refund of 120.00 on #W881
        For("T-1002", "ben.okafor", "78", "mail.send"),        // waits for an e-mail
        For("T-1003", "clara.jensen", "79"),                   // completes by itself: reversible writes only
        For("T-1004", "dmitri.volkov", "80", "accounts.delete"),    // waits for two people
        For("T-1005", "eve.carver", "81", "refunds.write"),    // a customer's words that pretend to be orders: to be rejected
        For("T-1006", "farid.haddad", "82", "mail.send"),      // looks again and again: halts for want of progress
    ];

    /// <summary>Of pipelines: both end by themselves.</summary>
    public static IReadOnlyList<SampleRun> Pipelines { get; } =
    [
        For("T-1013", "nina.petrov", "88") with { Agent = TicketTriage.Name, Input = """{"ticket_id":"T-1013"}""" },      // the words do not decide, the agent does
        For("T-1011", "ana.ruiz", "77") with { Agent = InvoiceIntake.Name, Input = """{"ticket_id":"T-1011","text":"Invoice INV-2207 for order #W640: 67.00 USD, payable within 14 days."}""" }, // as ordered
    ];

    /// <summary>To start by hand: it waits for some seconds, goes through a loop, and ends with a question.</summary>
    public static SampleRun Watch { get; } = For("T-1002", "ben.okafor", "78") with { Agent = ParcelWatch.Name, Input = """{"ticket_id":"T-1002","order_id":"#W902"}""" };

    /// <summary>To start by hand: it asks which order, and stays open after its answer.</summary>
    public static SampleRun Talk { get; } = For("", "ana.ruiz", "77", "refunds.write") with { Agent = "chat", Input = "I want some money back." };

    private static SampleRun For(string ticket, string subject, string customer, params string[] more) => new(
        $"Work ticket {ticket}",
        subject,
        ["orders.read", "customers.read", "tickets.read", "tickets.write", .. more],
        new Dictionary<string, string> { ["customer_id"] = customer, ["email"] = $"{subject}@example.com" });
}
