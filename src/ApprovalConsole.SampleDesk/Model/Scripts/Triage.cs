using System.Globalization;
using ApprovalConsole.SampleDesk.Model.Deeds;
using ApprovalConsole.SampleDesk.Model.Reading;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>From a ticket's words and the shop's facts to a plan: the part that a real model does with judgement.</summary>
internal static class Triage
{
    public static Plan Of(TicketFacts ticket, OrderFacts? order, CustomerFacts? customer, IReadOnlyList<OrderFacts> orders)
    {
        var words = ticket.Words;
        if (Words.WantsDeletion(words))
            return Deletion(ticket, orders);
        if (Words.IsSettled(words))
            return new Plan.WriteDown("The customer solved it and asked for nothing more.", "resolved");
        if (order is null)
            return new Plan.WriteDown("The order of this ticket could not be read: a colleague should have a look.", "pending");
        if (Words.WantsStoreCredit(words))
            return new Plan.Do(new StoreCreditDeed(order));
        if (Words.WantsWatching(words) && order.Status == "processing")
            return new Plan.KeepLooking(order.Id, $"Order {order.Id} is still processing. The customer wants to hear only once it has shipped, so I wrote to nobody.");
        if (Words.WantsTracking(words) || Words.WantsWatching(words))
            return Tracking(ticket, order, customer);
        if (Words.WantsRefund(words))
            return Refund(words, order);
        return new Plan.WriteDown("This needs a colleague: it is nothing that the tools of the desk can do.", "pending");
    }

    private static Plan Deletion(TicketFacts ticket, IReadOnlyList<OrderFacts> orders) => orders.FirstOrDefault(o => o.IsUnderWay) is { } underWay
        ? new Plan.WriteDown($"The account cannot be deleted yet: order {underWay.Id} is {underWay.Status}.", "pending")
        : new Plan.Do(new DeletionDeed(ticket.CustomerId, $"The customer asked for it in ticket {ticket.Id}."));

    private static Plan.Do Tracking(TicketFacts ticket, OrderFacts order, CustomerFacts? customer)
    {
        var news = order.Status switch
        {
            "processing" => "it is being packed and will leave within two working days. You get the tracking number by mail then.",
            "cancelled" => "it was cancelled. If that was not your wish, please answer this mail.",
            _ when order.Tracking is { } number => $"it is on its way with the tracking number {number}.",
            _ => "it has left us, but the carrier has not given us a number yet.",
        };
        var greeting = customer is { Name.Length: > 0 } ? $"Hello {customer.Name}," : "Hello,";
        return new Plan.Do(new MailDeed(
            customer?.Email ?? ticket.CustomerEmail,
            $"Your order {order.Id}",
            $"{greeting}\n\nthank you for asking about your order {order.Id}: {news}\n\nKind regards\nKitchen & Co. support"));
    }

    private static Plan Refund(string words, OrderFacts order)
    {
        if (Words.IsOwnFault(words))
            return new Plan.WriteDown("By the customer's own account it broke in use: a colleague should decide about a refund.", "pending");
        if (order.Refundable <= 0)
            return new Plan.OnlyAnswer($"Order {order.Id} was already refunded in full ({Money.Show(order.Total, order.Currency)}), so I changed nothing.");
        if (order.Status != "delivered")
            return new Plan.WriteDown($"Order {order.Id} is {order.Status}: a colleague should decide about a refund.", "pending");

        var asked = Words.SumAskedFor(words);
        var amount = asked is null ? order.Refundable : decimal.Parse(asked.Split(' ')[0], CultureInfo.InvariantCulture);
        var asWritten = asked is not null && asked.Contains(' ', StringComparison.Ordinal) ? asked : null;
        return new Plan.Do(new RefundDeed(order, amount, asWritten, Words.ComplaintIn(words) switch
        {
            "missing" => "Item missing",
            null => "Returned by the customer",
            var complaint => $"Arrived {complaint}",
        }));
    }
}
