using System.Text.Json;

namespace ApprovalConsole.SampleDesk.Model.Reading;

// What the scripts need of the tools' results; null where a result is not what the tool promises (a person may have answered in its place).

internal sealed record TicketFacts(string Id, string CustomerId, string CustomerEmail, string? OrderId, string Words, string Status)
{
    public static TicketFacts? From(JsonElement result) =>
        result.Text("ticket_id") is { } id && result.Text("customer_id") is { } customer && result.Text("message") is { } message
            ? new TicketFacts(id, customer, result.Text("customer_email") ?? "", result.Text("order_id"), $"{result.Text("subject")}\n{message}", result.Text("status") ?? "open")
            : null;
}

internal sealed record OrderFacts(string Id, string Status, decimal Total, decimal Refundable, string Currency, string? Tracking)
{
    public bool IsUnderWay => Status is "processing" or "shipped";

    public static OrderFacts? From(JsonElement result) =>
        result.Text("order_id") is { } id && result.Text("status") is { } status && result.Number("total") is { } total
            ? new OrderFacts(id, status, total, result.Number("refundable") ?? total, result.Text("currency") ?? "USD", result.Text("tracking"))
            : null;
}

internal sealed record CustomerFacts(string Id, string Name, string Email)
{
    public static CustomerFacts? From(JsonElement result) =>
        result.Text("customer_id") is { } id && result.Text("name") is { } name && result.Text("email") is { } email ? new CustomerFacts(id, name, email) : null;
}
