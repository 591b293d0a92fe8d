namespace ApprovalConsole.SampleDesk.Shop;

internal enum TicketStatus
{
    Open,
    Pending,
    Resolved,
}
