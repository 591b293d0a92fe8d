using ApprovalConsole.SampleDesk.Model.Reading;

namespace ApprovalConsole.SampleDesk.Model.Deeds;

/// <summary>Wants a tool that the desk does not have, as models do: so that the console's structured error can be seen.</summary>
internal sealed record StoreCreditDeed(OrderFacts Order) : Deed("issue_store_credit")
{
    public override string What => $"give store credit of {Money.Show(Order.Refundable, Order.Currency)} for order {Order.Id}";

    public override bool EvenIfNotOffered => true;

    public override Call First => Call.To(Tool, ("order_id", Order.Id), ("amount", Order.Refundable));

    public override Call Revised(Exchange last, string wish) => First;

    public override string Happened(ToolAnswer.Done done) => $"Store credit was given for order {Order.Id}.";
}
