using System.Text.Json;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Retail;

/// <summary>One published task from outside only: the console as a process, the shop over MCP, a model endpoint, decisions over HTTP.</summary>
public sealed class RetailEndToEndTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RetailFiles _files = null!;
    private FakeOpenAI _model = null!;
    private RetailServer _shop = null!;
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        _files = RetailFiles.Found();
        _model = await FakeOpenAI.StartAsync();
        _shop = await RetailServer.StartAsync(_files);
        _console = await ConsoleProcess.StartAsync(RetailSettings.Write(_folder, _shop.Url, _model.Endpoint), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_console is not null) await _console.DisposeAsync();
        if (_shop is not null) await _shop.DisposeAsync();
        if (_model is not null) await _model.DisposeAsync();
        _folder.Dispose();
    }

    private RetailTask Exchange => _files.Tasks.Single(t => t.Id == "0");

    [Fact]
    public async Task An_exchange_reads_by_itself_waits_for_a_person_and_arrives_once()
    {
        var write = Exchange.Actions[^1];
        var run = await StartAsync([.. Exchange.Actions.Select(a => (a.Tool, a.Arguments.GetRawText()))]);
        var proposal = await _console.Rita.ProposalOfAsync(run);

        Assert.Equal("retail.exchange_delivered_order_items", proposal.Text("tool"));
        Assert.Contains("of order #W2378156", proposal.Text("title"), StringComparison.Ordinal);
        Assert.Contains(proposal.GetProperty("facts").EnumerateArray(), f => f.Text("path") == "/status" && f.GetProperty("value").ToString() == "delivered");
        foreach (var layer in new[] { "schema", "semantic", "authorization" })
            Assert.Equal("passed", proposal.GetProperty("validation").GetProperty(layer).Text("verdict"));
        Assert.DoesNotContain(_shop.Calls, c => c.Tool == write.Tool);

        (await _console.Rita.ApproveAsync(proposal)).Must(200);
        await _console.Rita.UntilAsync(run, "Completed");
        var arrived = Assert.Single(_shop.Calls, c => c.Tool == write.Tool);
        Assert.True(JsonElement.DeepEquals(write.Arguments, arrived.Arguments), arrived.Arguments.GetRawText());
        Assert.Equal("exchange requested", _shop.Shop.Orders["#W2378156"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_customers_order_is_refused_and_the_model_is_told_no_more_than_that()
    {
        var foreign = _shop.Shop.Orders.First(o => o.Value!["status"]!.GetValue<string>() == "delivered" && o.Value["user_id"]!.GetValue<string>() != Exchange.UserId);
        var order = JsonSerializer.Serialize(new { order_id = foreign.Key });
        var taken = JsonSerializer.Serialize(new { order_id = foreign.Key, item_ids = Shop.ItemsOf(foreign.Value!).Take(1), payment_method_id = Exchange.Actions[^1].Arguments.GetProperty("payment_method_id").GetString() });
        var task = await StartAsync([("get_order_details", order), ("return_delivered_order_items", taken)]);

        var ended = await _console.Rita.UntilAsync(task, "Completed");
        Assert.Equal(0, ended.GetProperty("pendingProposals").GetArrayLength());
        var told = _model.Requests.Last().ToolAnswers;
        Assert.Equal(2, told.Count);
        Assert.All(told, answer =>
        {
            Assert.Contains("\"authorization\"", answer, StringComparison.Ordinal);
            Assert.Contains("notYours", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(foreign.Value!["user_id"]!.GetValue<string>(), answer, StringComparison.Ordinal);
            Assert.DoesNotContain(foreign.Value["address"]!["address1"]!.GetValue<string>(), answer, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(_shop.Calls, c => c.Tool == "return_delivered_order_items");
        Assert.Equal("delivered", foreign.Value!["status"]!.GetValue<string>());
    }

    /// <summary>A run on behalf of the task's customer whose model asks for these calls, one a step.</summary>
    private async Task<string> StartAsync(IReadOnlyList<(string, string)> calls)
    {
        var input = _model.On(Exchange.Instruction, [.. calls.Select(c => Reply.Calls(c)), Reply.Says("Done.")]);
        var body = new { agent = "clerk", input, onBehalfOf = new { subject = Exchange.UserId, permissions = RetailSettings.Permissions, attributes = new { user_id = Exchange.UserId } } };
        return (await _console.Sam.PostAsync("/api/runs", body)).Must(201).Text("id");
    }
}
