using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>What is unusual about a proposal: said of one, where it is true, and where it cannot be told not at all.</summary>
public sealed class MarkTests(Payments payments) : IClassFixture<Payments>
{
    [Fact]
    public async Task A_recipient_is_marked_until_something_went_to_them_however_they_are_written()
    {
        Assert.Equal(["firstToRecipient /account"], await MarksOfAsync("pay", "FIRST-1", 10));
        await payments.PaidAsync("pay", "FIRST-1", 10);
        Assert.Empty(await MarksOfAsync("pay", "FIRST-1", 10));
        Assert.Empty(await MarksOfAsync("pay", " FIRST-1 ", 10));
        Assert.Equal(["firstToRecipient /account"], await MarksOfAsync("pay", "FIRST-2", 10));
    }

    [Fact]
    public async Task What_was_rejected_went_to_nobody_and_another_tool_is_another_matter()
    {
        var rejected = await payments.ProposedAsync("pay", "REJECTED-1", 10);
        (await payments.Console.Rita.RejectAsync(rejected, "not theirs")).Must(200);
        Assert.Equal(["firstToRecipient /account"], await MarksOfAsync("pay", "REJECTED-1", 10));
        await payments.PaidAsync("lend", "REJECTED-1", 10);
        Assert.Equal(["firstToRecipient /account"], await MarksOfAsync("pay", "REJECTED-1", 10));
    }

    [Fact]
    public async Task A_list_says_none_and_what_is_bound_is_the_same_with_and_without_them()
    {
        var first = await payments.ProposedAsync("pay", "BOUND-1", 10);
        Assert.NotEmpty(first.GetProperty("marks").EnumerateArray());
        await payments.PaidAsync("pay", "BOUND-1", 10);
        var again = (await payments.Console.Rita.GetAsync($"/api/proposals/{first.Text("id")}")).Must(200);
        Assert.Empty(again.GetProperty("marks").EnumerateArray());
        Assert.Equal((first.Text("viewHash"), first.Text("argumentsHash")), (again.Text("viewHash"), again.Text("argumentsHash")));
        Assert.All((await payments.Console.Rita.GetAsync("/api/proposals?status=pending")).Must(200).GetProperty("items").EnumerateArray(), p => Assert.False(p.TryGetProperty("marks", out _)));
        var done = (await payments.Console.Rita.ApproveAsync(again)).Must(200);
        Assert.False((await payments.Console.Rita.GetAsync($"/api/proposals/{done.Text("id")}")).Must(200).TryGetProperty("marks", out _));
    }

    [Fact]
    public async Task Who_sees_a_value_masked_is_told_nothing_that_others_values_are_equal_to()
    {
        var proposal = await payments.ProposedAsync("secret", "MASKED-1", 10);
        Assert.Equal(["firstToRecipient /account"], Marks(proposal));
        var seen = (await payments.Console.As("sue").GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200);
        Assert.True(seen.GetProperty("masked").GetBoolean());
        Assert.False(seen.TryGetProperty("marks", out _));
    }

    private async Task<string[]> MarksOfAsync(string tool, string account, decimal amount) => Marks(await payments.ProposedAsync(tool, account, amount));

    private static string[] Marks(JsonElement proposal) => [.. proposal.GetProperty("marks").EnumerateArray().Select(m => $"{m.Text("kind")} {m.Text("argument")}")];
}

/// <summary>A console whose agent pays in several ways: <c>pay</c>, <c>lend</c>, and <c>secret</c>, where the account is sensitive.</summary>
public sealed class Payments : IAsyncLifetime
{
    private const string Schema = """{"type":"object","additionalProperties":false,"required":["account","amount"],"properties":{"account":{"type":"string"},"amount":{"type":"number"}}}""";

    private static readonly string[] Tools = ["pay", "lend", "secret"];

    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private int _asked;

    internal ConsoleProcess Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync([.. Tools.Select(name => new TestTool(name, Schema, (_, _) => Task.FromResult(TestTools.Text("paid"))))]);
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).McpServer("bank", _tools.Url).Agent("clerk", ["bank.*"]);
        foreach (var tool in Tools)
        {
            var policy = new JsonObject { ["Title"] = "Pay {/amount:EUR} to {/account}", ["Decisive"] = new JsonArray("/amount", "/account") };
            if (tool == "secret") policy["Sensitive"] = new JsonObject { ["Arguments"] = new JsonArray("/account") };
            settings.Tool($"bank.{tool}", "Irreversible", policy);
        }

        Console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Console is not null) await Console.DisposeAsync();
        await _tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A proposal of one more run, as a reviewer sees it.</summary>
    internal async Task<JsonElement> ProposedAsync(string tool, string account, decimal amount)
    {
        var input = _model.On($"Payment {Interlocked.Increment(ref _asked)}: {amount} EUR to {account}", Reply.Calls((tool, JsonSerializer.Serialize(new { account, amount }))), Reply.Says("ok"));
        return await Console.Rita.ProposalOfAsync(await Console.Sam.StartRunAsync("clerk", input));
    }

    /// <returns>The run that has paid.</returns>
    internal async Task<string> PaidAsync(string tool, string account, decimal amount)
    {
        var proposal = await ProposedAsync(tool, account, amount);
        (await Console.Rita.ApproveAsync(proposal)).Must(200);
        await Console.Rita.UntilAsync(proposal.Text("runId"), "Completed");
        return proposal.Text("runId");
    }
}
