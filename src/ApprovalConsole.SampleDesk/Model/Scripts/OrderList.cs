using System.Text.Json;
using ApprovalConsole.SampleDesk.Model.Reading;

namespace ApprovalConsole.SampleDesk.Model.Scripts;

internal sealed record OrderList(IReadOnlyList<OrderFacts> Orders)
{
    public static OrderList? From(JsonElement result) => result.Member("orders").ValueKind == JsonValueKind.Array
        ? new OrderList([.. result.Member("orders").Elements().Select(OrderFacts.From).OfType<OrderFacts>()])
        : null;
}
