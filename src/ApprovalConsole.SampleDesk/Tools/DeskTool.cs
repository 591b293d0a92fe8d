namespace ApprovalConsole.SampleDesk.Tools;

internal static class DeskTool
{
    public const string SearchOrders = "search_orders";
    public const string GetOrder = "get_order";
    public const string GetCustomer = "get_customer";
    public const string GetTicket = "get_ticket";
    public const string AddNote = "add_note";
    public const string RemoveNote = "remove_note";
    public const string SetTicketStatus = "set_ticket_status";
    public const string RefundOrder = "refund_order";
    public const string SendEmail = "send_email";
    public const string DeleteAccount = "delete_account";

    public static readonly IReadOnlyList<string> All =
        [SearchOrders, GetOrder, GetCustomer, GetTicket, AddNote, RemoveNote, SetTicketStatus, RefundOrder, SendEmail, DeleteAccount];
}
