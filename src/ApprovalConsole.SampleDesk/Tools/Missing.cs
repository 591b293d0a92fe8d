namespace ApprovalConsole.SampleDesk.Tools;

internal static class Missing
{
    public static DeskRefusal Order(string id) => new($"There is no order '{id}'. Order ids look like #W881; search_orders finds them by the customer's e-mail address.");
    public static DeskRefusal Customer(string id) => new($"There is no customer '{id}'. Customer ids are digits, for example 77.");
    public static DeskRefusal Ticket(string id) => new($"There is no ticket '{id}'. Ticket ids look like T-1001.");
    public static DeskRefusal Note(string id) => new($"There is no note '{id}'. It may have been removed already.");
}
