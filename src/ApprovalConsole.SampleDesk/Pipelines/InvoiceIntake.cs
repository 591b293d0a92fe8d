using ApprovalConsole.Domain.Pipelines;

namespace ApprovalConsole.SampleDesk.Pipelines;

/// <summary>Takes a forwarder's invoice in: an agent reads it, code compares it with the order, and a person is asked only where the two differ.</summary>
public static class InvoiceIntake
{
    public const string Name = "invoice-intake";

    /// <summary>The agent that reads.</summary>
    public const string Reader = "sorter";

    /// <summary>Its input: <c>{"ticket_id": "T-1011", "text": "Invoice …"}</c>.</summary>
    public static readonly Pipeline Pipeline = FlowBuilder.Define(
        "Takes an invoice in: reads it, compares it with the order, and asks a person where they differ",
        flow => flow
            .Ask("read", Reader, "Is this an invoice for an order? If so, read its number, the order and the total.", ["invoice", "other"],
                given: new { text = "{/input/text}" }, details: Details, atLeast: 0.7, evidence: true)
            .Choose("kind", ways => ways
                .When("invoice", When.All(When.Is("{/read/answer}", "==", "invoice"), When.Is("{/read/by}", "==", "agent")), Compare)
                .Else(Leave("left")))
            .Call("done", "desk.set_ticket_status", new { ticket_id = "{/input/ticket_id}", status = "resolved" }),
        input: new { type = "object", properties = new { ticket_id = new { type = "string" }, text = new { type = "string", minLength = 1 } }, required = new[] { "ticket_id", "text" }, additionalProperties = false },
        limits: new { iterations = 4, costUsd = 0.1, calls = 12 },
        result: "{/kind}");

    private static object Details => new
    {
        type = "object",
        properties = new { number = new { type = "string" }, order_id = new { type = "string" }, total = new { type = "number", minimum = 0 } },
        required = new[] { "number", "order_id", "total" },
        additionalProperties = false,
    };

    private static void Compare(FlowBuilder flow) => flow
        .Call("order", "desk.get_order", new { order_id = "{/read/details/order_id}" }, Leave("unknown"))
        .Choose("totals", ways => ways
            .When("same", When.Is("{/order/total}", "==", "{/read/details/total}"), f => f
                .Call("book", "desk.add_note", new { ticket_id = "{/input/ticket_id}", text = "Invoice {/read/details/number} over {/read/details/total} for {/read/details/order_id}: as ordered." })
                .Value("booked", "Invoice {/read/details/number}: as ordered"))
            .Else(f => f
                .AskPerson("which", "The invoice says {/read/details/total}, the order {/order/total}. What is to be booked?", ["the invoice", "the order", "neither"],
                    given: new { invoice = "{/read/details}", order = new { id = "{/order/order_id}", total = "{/order/total}", items = "{/order/items}" } })
                .Call("settle", "desk.add_note", new { ticket_id = "{/input/ticket_id}", text = "Invoice {/read/details/number}: totals differ ({/read/details/total}, ordered {/order/total}). Booked: {/which/answer}." })
                .Value("settled", "Invoice {/read/details/number}: {/which/answer}")));

    private static Action<FlowBuilder> Leave(string id) => flow => flow
        .Call(id, "desk.add_note", new { ticket_id = "{/input/ticket_id}", text = "No invoice that can be taken in: a colleague has a look." })
        .Value($"{id}-for", "Left for a colleague");
}
