namespace ApprovalConsole.SampleDesk.Shop;

internal enum OrderStatus
{
    Processing,
    Shipped,
    Delivered,
    Cancelled,
}
