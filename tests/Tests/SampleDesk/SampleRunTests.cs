using ApprovalConsole.SampleDesk;

namespace ApprovalConsole.Tests.SampleDesk;

public sealed class SampleRunTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_first_sample_run_is_Ana_Ruizs_kettle() => Assert.Equal(("Work ticket T-1001", "ana.ruiz"), (SampleRuns.All[0].Input, SampleRuns.All[0].Subject));

    [Theory]
    [InlineData("T-1001", "resolved", "120.00 USD was refunded on order #W881")]
    [InlineData("T-1002", "resolved", "was sent to ben.okafor@example.com")]
    [InlineData("T-1003", "resolved", "I left note")]
    [InlineData("T-1004", "resolved", "The account of customer 80 was deleted")]
    [InlineData("T-1005", "resolved", "900.00 USD was refunded on order #W933")]
    [InlineData("T-1006", "open", "still processing")]
    [InlineData("T-1007", "resolved", "35.00 USD was refunded")]
    [InlineData("T-1008", "pending", "There is no tool 'issue_store_credit'")]
    [InlineData("T-1009", "resolved", "18.50 USD was refunded")]
    [InlineData("T-1010", "pending", "order #W947 is shipped")]
    [InlineData("T-1011", "pending", "needs a colleague")]
    [InlineData("T-1012", "open", "already refunded in full")]
    [InlineData("T-1013", "resolved", "resolved already")]
    [InlineData("T-1014", "resolved", "was sent to luis.ortega@example.com")]
    [InlineData("T-1015", "pending", "it broke in use")]
    [InlineData("T-1016", "resolved", "was sent to ines.carvalho@example.com")]
    public async Task Approved_a_ticket_ends_as_its_words_ask(string ticket, string status, string answer)
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        Assert.Contains(answer, await console.RunAsync($"Work ticket {ticket}", Ct), StringComparison.Ordinal);
        Assert.Equal(status, (await desk.TicketAsync(ticket)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("T-1001", "pending")]
    [InlineData("T-1002", "pending")]
    [InlineData("T-1003", "resolved")]
    [InlineData("T-1004", "pending")]
    [InlineData("T-1005", "pending")]
    [InlineData("T-1006", "open")]
    public async Task Rejected_nothing_irreversible_happened_and_the_answer_says_why(string ticket, string status)
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Reject);
        var answer = await console.RunAsync($"Work ticket {ticket}", Ct);
        if (console.Calls.Any(c => c.Name is "refund_order" or "send_email" or "delete_account"))
            Assert.Contains("a reviewer rejected it (\"not plausible\")", answer, StringComparison.Ordinal);
        Assert.Equal(status, (await desk.TicketAsync(ticket)).GetProperty("status").GetString());
        Assert.Empty(desk.Mails);
        Assert.Equal(0m, (await desk.OrderAsync("#W881")).GetProperty("refunded_total").GetDecimal());
        Assert.False((await desk.CallAsync("get_customer", new { customer_id = "80" })).GetProperty("deleted").GetBoolean());
    }

    [Theory]
    [InlineData("T-1001", "amount", 100, "amount from 120.00 to 100 (\"keeps the lid\")", "100.00 USD was refunded")]
    [InlineData("T-1002", "subject", "Parcel", "to Parcel (\"keeps the lid\")", "\"Parcel\" was sent")]
    [InlineData("T-1004", "reason", "Asked for by mail", "to Asked for by mail", "was deleted")]
    [InlineData("T-1005", "amount", 19, "amount from 900 to 19", "19.00 USD was refunded")]
    public async Task Edited_the_answer_says_what_a_reviewer_changed(string ticket, string path, object value, string change, string deed)
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, _ => new EditTo(path, value, "keeps the lid"));
        var answer = await console.RunAsync($"Work ticket {ticket}", Ct);
        Assert.Contains(change, answer, StringComparison.Ordinal);
        Assert.Contains(deed, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refund_lands_once_with_its_note_and_status()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        await console.RunAsync("Work ticket T-1001", Ct);
        Assert.Equal(["get_ticket", "search_orders", "get_customer", "get_order", "refund_order", "add_note", "set_ticket_status"], console.Calls.Select(c => c.Name));
        var order = await desk.OrderAsync("#W881");
        Assert.Equal(120m, order.GetProperty("refunded_total").GetDecimal());
        Assert.Equal(120m, Assert.Single(order.GetProperty("refunds").EnumerateArray().ToList()).GetProperty("amount").GetDecimal());
        Assert.Contains("120.00 USD was refunded", Assert.Single((await desk.TicketAsync("T-1001")).GetProperty("notes").EnumerateArray().ToList()).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_customer_and_their_orders_are_read_in_one_reply_before_the_order_that_the_ticket_names()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        await console.RunAsync("Work ticket T-1001", Ct);
        Assert.Equal(["search_orders", "get_customer"], console.Replies[1].Messages.SelectMany(m => m.Contents).OfType<Microsoft.Extensions.AI.FunctionCallContent>().Select(c => c.Name));
    }

    [Fact]
    public async Task An_amount_as_text_is_put_right_after_the_error()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        await console.RunAsync("Work ticket T-1007", Ct);
        Assert.Equal(["35 dollars", "35"], console.Calls.Where(c => c.Name == "refund_order").Select(c => c.Arguments!["amount"]!.ToString()));
    }

    [Fact]
    public async Task The_ticket_that_is_watched_asks_the_same_thing_again_and_again()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var console = new PlayedConsole(desk, PlayedConsole.Approve);
        await console.RunAsync("Work ticket T-1006", Ct);
        Assert.Equal(5, console.Calls.Count(c => c.Name == "get_order"));
    }
}
