using System.Diagnostics;
using ApprovalConsole.SampleDesk.Model.Reading;
using ApprovalConsole.SampleDesk.Tools;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

/// <summary>A task that names an e-mail address: says which orders belong to it.</summary>
internal sealed class SearchScript(Conversation talk, Offer offer, string address) : Script(talk, offer)
{
    protected override Reply Work() => Look<OrderList>.Up(Talk, Offer, Call.To(DeskTool.SearchOrders, ("email", address)), OrderList.From) switch
    {
        Look<OrderList>.Ask ask => new Reply($"I'll look for orders of {address}.", [ask.Call]),
        Look<OrderList>.Gone gone => Reply.Answer($"I could not search the orders of {address}: {gone.Why.TrimEnd('.')}."),
        Look<OrderList>.Found { Facts.Orders: [] } => Reply.Answer($"There are no orders of {address}."),
        Look<OrderList>.Found { Facts.Orders: var orders } => Reply.Answer(
            $"{address} has {orders.Count} order(s): {string.Join("; ", orders.Select(o => $"{o.Id}, {Money.Show(o.Total, o.Currency)}, {o.Status}"))}."),
        _ => throw new UnreachableException(),
    };

    protected override string Summary() => $"I am not done with the orders of {address}.";
}
