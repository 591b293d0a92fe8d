using ApprovalConsole.SampleDesk.Shop;

namespace ApprovalConsole.SampleDesk.Tools;

// What the tools answer. The field names (snake_case on the wire) are a contract with prompts, policies and the scripted model.

internal sealed record CustomerAnswer(string CustomerId, string Name, string Email, string Tier, DateTimeOffset Since, bool Deleted, IReadOnlyList<string> OrderIds);

internal sealed record ItemAnswer(string Name, int Quantity, decimal UnitPrice);

internal sealed record RefundAnswer(string ReceiptId, decimal Amount, string Reason, DateTimeOffset At);

internal sealed record OrderAnswer(
    string OrderId, string CustomerId, OrderStatus Status, decimal Total, decimal RefundedTotal, decimal Refundable, string Currency, string CardLastFour,
    string? Tracking, DateTimeOffset PlacedAt, DateTimeOffset? DeliveredAt, IReadOnlyList<ItemAnswer> Items, IReadOnlyList<RefundAnswer> Refunds);

internal sealed record OrderLine(string OrderId, OrderStatus Status, decimal Total, string Currency, DateTimeOffset PlacedAt);

internal sealed record OrdersAnswer(int Count, IReadOnlyList<OrderLine> Orders);

internal sealed record NoteAnswer(string NoteId, string Text, DateTimeOffset At);

internal sealed record TicketAnswer(
    string TicketId, string CustomerId, string CustomerEmail, string? OrderId, string Subject, string Message, TicketStatus Status, IReadOnlyList<NoteAnswer> Notes);

internal sealed record NoteAdded(string NoteId, string TicketId);

internal sealed record NoteRemoved(string NoteId, string TicketId, string Text);

internal sealed record StatusSet(string TicketId, TicketStatus Status, TicketStatus PreviousStatus);

internal sealed record RefundReceipt(string ReceiptId, string OrderId, decimal Amount, string Currency, decimal RefundedTotal);

internal sealed record MailReceipt(string MessageId, string To, string Subject, DateTimeOffset SentAt);

internal sealed record AccountDeleted(string CustomerId, DateTimeOffset DeletedAt);
