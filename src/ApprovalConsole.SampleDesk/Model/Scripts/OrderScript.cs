using System.Diagnostics;
using ApprovalConsole.SampleDesk.Model.Deeds;
using ApprovalConsole.SampleDesk.Model.Reading;
using ApprovalConsole.SampleDesk.Tools;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>A task that names an order, without a ticket: answers about it, or refunds it where the words say so.</summary>
internal sealed class OrderScript(Conversation talk, Offer offer, string orderId) : Script(talk, offer)
{
    protected override Reply Work() => Look<OrderFacts>.Up(Talk, Offer, Call.To(DeskTool.GetOrder, ("order_id", orderId)), OrderFacts.From) switch
    {
        Look<OrderFacts>.Ask ask => new Reply("I'll look the order up first.", [ask.Call]),
        Look<OrderFacts>.Gone gone => Reply.Answer($"I could not read order {orderId}: {gone.Why.TrimEnd('.')}. I changed nothing."),
        Look<OrderFacts>.Found { Facts: var order } when Words.WantsRefund(Talk.Task) => Refund(order),
        Look<OrderFacts>.Found { Facts: var order } => Reply.Answer(Describe(order)),
        _ => throw new UnreachableException(),
    };

    protected override string Summary() => $"I am not done with order {orderId}.";

    private Reply Refund(OrderFacts order)
    {
        var amount = Words.AmountIn(Talk.Task) ?? order.Refundable;
        if (amount <= 0)
            return Reply.Answer($"There is nothing left to refund on order {order.Id}. I changed nothing.");
        return Pursuit.Of(new RefundDeed(order, amount, AsWritten: null, Words.ComplaintIn(Talk.Task) is { } why ? $"Arrived {why}" : "Asked for by the desk"), Talk, Offer) switch
        {
            Pursuit.Ask ask => new Reply(ask.Text, [ask.Call]),
            Pursuit.Settled settled => Reply.Answer(settled.Sentence),
            _ => throw new UnreachableException(),
        };
    }

    private static string Describe(OrderFacts order) =>
        $"Order {order.Id} is {order.Status}: {Money.Show(order.Total, order.Currency)} in all, {Money.Show(order.Total - order.Refundable, order.Currency)} refunded so far" +
        (order.Tracking is { } number ? $", tracking number {number}." : ".");
}
