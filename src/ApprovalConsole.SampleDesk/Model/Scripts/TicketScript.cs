using System.Diagnostics;
using ApprovalConsole.SampleDesk.Model.Deeds;
using ApprovalConsole.SampleDesk.Model.Reading;
using ApprovalConsole.SampleDesk.Tools;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>Works one ticket: reads it, reads around it, does the one thing, writes that down, answers.</summary>
internal sealed class TicketScript(Conversation talk, Offer offer, string ticketId) : Script(talk, offer)
{
    private string _settled = "I got no further than reading.";

    protected override Reply Work() => Look<TicketFacts>.Up(Talk, Offer, Call.To(DeskTool.GetTicket, ("ticket_id", ticketId)), TicketFacts.From) switch
    {
        Look<TicketFacts>.Ask ask => new Reply("I'll look the ticket up first.", [ask.Call]),
        Look<TicketFacts>.Found found => ReadAround(found.Facts),
        Look<TicketFacts>.Gone gone => Reply.Answer($"I could not read ticket {ticketId}: {gone.Why.TrimEnd('.')}. I changed nothing."),
        _ => throw new UnreachableException(),
    };

    protected override string Summary() => string.Join(' ', ((string[])[$"Ticket {ticketId}: {_settled}", .. Paperwork.Report(Talk)]).Where(s => s.Length > 0));

    private Reply ReadAround(TicketFacts ticket)
    {
        if (ticket.Status == "resolved" && !Talk.Of(DeskTool.SetTicketStatus).Any())
            return Reply.Answer($"Ticket {ticketId} is resolved already. I changed nothing.");

        // The orders that the shop has of the customer come before the one that the ticket names: what a customer writes is no record.
        var orders = Look<OrderList>.Up(Talk, Offer, Call.To(DeskTool.SearchOrders, ("email", ticket.CustomerEmail)), OrderList.From);
        var customer = Look<CustomerFacts>.Up(Talk, Offer, Call.To(DeskTool.GetCustomer, ("customer_id", ticket.CustomerId)), CustomerFacts.From);
        Call?[] open = [(orders as Look<OrderList>.Ask)?.Call, (customer as Look<CustomerFacts>.Ask)?.Call];
        if (open.OfType<Call>().ToList() is { Count: > 0 } calls)
            return new Reply("Now the customer and their orders.", calls);

        var order = ticket.OrderId is { } id ? Look<OrderFacts>.Up(Talk, Offer, Call.To(DeskTool.GetOrder, ("order_id", id)), OrderFacts.From) : null;
        if (order is Look<OrderFacts>.Ask look)
            return new Reply($"Now the order that the ticket is about, {ticket.OrderId}.", [look.Call]);

        return Follow(ticket, Triage.Of(
            ticket,
            (order as Look<OrderFacts>.Found)?.Facts,
            (customer as Look<CustomerFacts>.Found)?.Facts,
            (orders as Look<OrderList>.Found)?.Facts.Orders ?? []));
    }

    private Reply Follow(TicketFacts ticket, Plan plan) => plan switch
    {
        Plan.Do { Deed: var deed } => Pursuit.Of(deed, Talk, Offer) switch
        {
            Pursuit.Ask ask => AskFor(deed, ask),
            Pursuit.Settled settled => WriteDown(ticket, settled.Sentence, settled.Complete ? "resolved" : "pending"),
            _ => throw new UnreachableException(),
        },
        Plan.WriteDown note => WriteDown(ticket, note.Sentence, note.Status),
        Plan.OnlyAnswer answer => Reply.Answer($"Ticket {ticketId}: {answer.Sentence}"),
        Plan.KeepLooking looking => LookAgain(looking),
        _ => throw new UnreachableException(),
    };

    private Reply AskFor(Deed deed, Pursuit.Ask ask)
    {
        _settled = $"I wanted to {deed.What}, but had not got it done.";
        return new Reply(ask.Text, [ask.Call]);
    }

    private Reply WriteDown(TicketFacts ticket, string sentence, string status)
    {
        _settled = sentence;
        var calls = Paperwork.Due(Talk, Offer, ticket, sentence, status);
        return calls.Count > 0 ? new Reply($"I'll write that down and set the ticket to {status}.", calls) : Reply.Answer(Summary());
    }

    private Reply LookAgain(Plan.KeepLooking looking)
    {
        _settled = looking.Sentence;
        return new Reply($"Order {looking.OrderId} is still processing: I'll check again.", [Call.To(DeskTool.GetOrder, ("order_id", looking.OrderId))]);
    }
}
