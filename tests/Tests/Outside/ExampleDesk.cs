using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Tests.Outside;

/// <summary>What the clients of <c>docs/examples</c> are tried against: a console, a model that asks for an order and its refund, and the shop's tool server, which lets in what shows a receipt.</summary>
public sealed class ExampleDesk : IAsyncLifetime
{
    private const string Email = """{"type":"object","properties":{"email":{"type":"string"}},"required":["email"],"additionalProperties":false}""";
    private const string Refund = """{"type":"object","properties":{"order_id":{"type":"string"},"amount":{"type":"number"},"reason":{"type":"string"}},"required":["order_id","amount","reason"],"additionalProperties":false}""";

    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<JsonElement> _receipts = new();
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private JsonElement _keys;

    internal ConsoleProcess Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(
            new("search_orders", Email, (asked, _) => Task.FromResult(TestTools.Text($$"""{"count":1,"orders":[{"order_id":"#W{{asked.Text("email").Split('@')[0]}}","total":120}]}"""))),
            new("refund_order", Refund, (asked, _) => Task.FromResult(TestTools.Text($$"""{"receipt_id":"R-{{asked.Text("order_id")[2..]}}"}"""))));
        _tools.Guard = LetIn;
        var settings = new ConsoleSettings(_folder.Path).Model("unasked", _model.Endpoint).McpServer("desk", _tools.Url).ExternalAgent("storefront", ["desk.*"]).Tool("desk.search_orders", "ReadOnly")
            .Tool("desk.refund_order", "Irreversible", new JsonObject { ["Title"] = "Refund {/amount:USD} on {/order_id}", ["RequireGrounded"] = new JsonObject { ["/order_id"] = "record" } });
        Console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        _keys = (await Console.Anyone.GetAsync("/.well-known/approvalconsole-receipts")).Must(200);
    }

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await _tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A customer with one order, and a model that pays it back once it has found it.</summary>
    internal Case NewCase()
    {
        var number = $"{Random.Shared.Next(1, 1_000_000_000)}";
        var task = _model.On("Pay it back.", asked => asked.Turn switch
        {
            0 => Reply.CallsUnder(["call_a"], ("search_orders", $$"""{"email":"{{number}}@example.com"}""")),
            1 => Reply.CallsUnder(["call_b"], ("refund_order", $$"""{"order_id":"#W{{number}}","amount":120.5,"reason":"Größe falsch"}""")),
            _ => Reply.Says($"Done: {asked.LastToolAnswer}"),
        });
        return new(this, number, task);
    }

    private void LetIn(CallToolRequestParams call)
    {
        try
        {
            _receipts.Enqueue(ReceiptCheck.Check(call.Meta!["approvalconsole.dev/receipt"]!.GetValue<string>(), _keys, "desk", call.Name, JsonSerializer.SerializeToElement(call.Arguments)));
        }
        catch (Exception e)
        {
            throw new McpProtocolException(e.Message, McpErrorCode.InvalidRequest);
        }
    }

    /// <summary>One customer's matter.</summary>
    internal sealed record Case(ExampleDesk Desk, string Number, string Task)
    {
        private readonly string _session = $"chat-{Guid.NewGuid():N}";

        /// <summary>What reached the model.</summary>
        public int Replies => Desk._model.RequestsFor(Task).Count;

        /// <summary>Refunds that reached the shop.</summary>
        public int Refunds => Desk._tools.Calls.Count(c => c.Tool == "refund_order" && c.Arguments.Text("order_id") == $"#W{Number}");

        /// <summary>The receipts that this session's calls showed, and that are good.</summary>
        public IReadOnlyList<JsonElement> ReceiptsOf(JsonElement proposal) => [.. Desk._receipts.Where(r => r.Text("executionId").StartsWith(proposal.Text("runId"), StringComparison.Ordinal))];

        public Task<ExampleProcess> StartAsync(string example) => ExampleProcess.StartAsync(
            example, Task, ("CONSOLE_URL", $"{Desk.Console.Address}".TrimEnd('/')), ("CONSOLE_KEY", "demo-sam"), ("SESSION", _session),
            ("OPENAI_BASE_URL", $"{Desk._model.Endpoint}"), ("OPENAI_API_KEY", "test-key"), ("OPENAI_MODEL", "m-large"));

        /// <summary>Every proposal of this matter, whatever became of it.</summary>
        public async Task<IReadOnlyList<JsonElement>> ProposalsAsync() =>
            [.. (await Desk.Console.Rita.GetAsync("/api/proposals?agent=storefront&take=200")).Must(200).GetProperty("items").EnumerateArray().Where(p => p.GetRawText().Contains($"#W{Number}", StringComparison.Ordinal))];

        /// <summary>Waits until the refund waits for a person.</summary>
        public async Task<JsonElement> ProposalAsync(ExampleProcess client)
        {
            await Until.TrueAsync(async () => client.MustBeAlive() && (await ProposalsAsync()).Count > 0, () => $"Nothing waits.\n{client.Said}\n{Desk.Console.Output}");
            return (await Desk.Console.Rita.GetAsync($"/api/proposals/{Assert.Single(await ProposalsAsync()).Text("id")}")).Must(200);
        }
    }
}
