using ApprovalConsole.SampleDesk.Model.Reading;
using ApprovalConsole.SampleDesk.Tools;

namespace ApprovalConsole.SampleDesk.Model.Deeds;

/// <param name="Order">The order, as it was read.</param>
/// <param name="Amount">What to pay back. It is not held against the order: a naive model believes what it is told.</param>
/// <param name="AsWritten">The sum in the customer's words, which the first try takes over as it stands.</param>
/// <param name="Reason">For the receipt.</param>
internal sealed record RefundDeed(OrderFacts Order, decimal Amount, string? AsWritten, string Reason) : Deed(DeskTool.RefundOrder)
{
    public override string What => $"refund {Money.Show(Amount, Order.Currency)} on order {Order.Id}";

    public override Call First => AsWritten is null ? Of(Amount, Reason) : Of(AsWritten, Reason);

    public override Call? Corrected(Exchange last, IReadOnlyList<Finding> errors) => last.Arguments.Number("amount") switch
    {
        null => Of(Amount, Reason),
        { } asked when asked > Order.Refundable && Order.Refundable > 0 => Of(Order.Refundable, Reason),
        _ => null,
    };

    public override Call Revised(Exchange last, string wish) => Words.AmountIn(wish) is { } amount
        ? Of(amount, Reason)
        : Of(last.Arguments.Number("amount") ?? Amount, Cut($"{Reason}. {wish}", 500));

    public override string Happened(ToolAnswer.Done done) => done.Result.Number("amount") is { } amount
        ? $"{Money.Show(amount, done.Result.Text("currency") ?? Order.Currency)} was refunded on order {done.Result.Text("order_id") ?? Order.Id} (receipt {done.Result.Text("receipt_id") ?? "unknown"})."
        : $"A refund on order {Order.Id} was executed, but its receipt could not be read, so I cannot say how much it was.";

    private Call Of(object amount, string reason) => Call.To(Tool, ("order_id", Order.Id), ("amount", amount), ("reason", reason));
}
