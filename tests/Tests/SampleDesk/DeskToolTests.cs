using System.Text;
using System.Text.Json;
using ApprovalConsole.SampleDesk;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.SampleDesk;

public sealed class DeskToolTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_schemas_are_closed_typed_and_bounded()
    {
        await using var desk = await DeskFixture.OpenAsync();
        Assert.All(desk.Desk.Tools, tool =>
        {
            Assert.False(tool.JsonSchema.GetProperty("additionalProperties").GetBoolean());
            Assert.All(tool.JsonSchema.GetProperty("properties").EnumerateObject(), property =>
            {
                Assert.Equal(JsonValueKind.String, property.Value.GetProperty("type").ValueKind);
                Assert.NotEmpty(property.Value.GetProperty("description").GetString()!);
                Assert.Matches("^[a-z]+(_[a-z]+)*$", property.Name);
            });
        });
        var refund = desk.Desk.Tools.Single(t => t.Name == "refund_order").JsonSchema;
        Assert.Equal("""["order_id","amount","reason"]""", refund.GetProperty("required").GetRawText());
        Assert.Equal("number", refund.GetProperty("properties").GetProperty("amount").GetProperty("type").GetString());
        Assert.Equal(0.01m, refund.GetProperty("properties").GetProperty("amount").GetProperty("minimum").GetDecimal());
        Assert.Equal("""["open","pending","resolved"]""", desk.Desk.Tools.Single(t => t.Name == "set_ticket_status").JsonSchema.GetProperty("properties").GetProperty("status").GetProperty("enum").GetRawText());
        Assert.False(desk.Desk.Tools.Single(t => t.Name == "search_orders").JsonSchema.TryGetProperty("required", out _));
    }

    [Theory]
    [InlineData("#W881", 120.01, "120.01 USD is more than what is left of order #W881: 120.00 of 120.00 USD")]
    [InlineData("#W860", 1, "0.00 of 64.00 USD (64.00 was refunded before)")]
    [InlineData("#W1", 1, "There is no order '#W1'")]
    [InlineData("#W881", 1.001, "at most two decimals")]
    public async Task A_refund_that_cannot_be_is_refused_and_nothing_changes(string order, double amount, string message)
    {
        await using var desk = await DeskFixture.OpenAsync();
        var refusal = await Assert.ThrowsAnyAsync<DeskRefusal>(() => desk.CallAsync("refund_order", new { order_id = order, amount = (decimal)amount, reason = "broken" }));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0m, (await desk.OrderAsync("#W881")).GetProperty("refunded_total").GetDecimal());
    }

    [Fact]
    public async Task Refunds_at_the_same_time_never_pay_more_than_the_order()
    {
        await using var desk = await DeskFixture.OpenAsync();
        using var start = new Barrier(6);
        // Threads of their own: SQLite answers at once, so that tasks alone would run one after the other.
        var paid = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Ct);
                return Record.ExceptionAsync(() => desk.CallAsync("refund_order", new { order_id = "#W881", amount = 50m, reason = "broken" })).AsTask();
            },
            Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        Assert.All(paid.OfType<Exception>(), refused => Assert.IsType<DeskRefusal>(refused));
        Assert.Equal(2, paid.Count(refused => refused is null));
        var order = await desk.OrderAsync("#W881");
        Assert.Equal("100.00", order.GetProperty("refunded_total").GetRawText());
        Assert.Equal(2, order.GetProperty("refunds").GetArrayLength());
    }

    [Fact]
    public async Task A_mail_lands_as_one_valid_eml()
    {
        await using var desk = await DeskFixture.OpenAsync();
        var subject = $"¿Dónde está? {new string('é', 90)} 🫖";
        await desk.CallAsync("send_email", new { to = "ana.ruiz@example.com", subject, body = "Hola,\n\n.\nFrom here: adiós 🫖" });
        var eml = await File.ReadAllTextAsync(Assert.Single(desk.Mails), Encoding.UTF8, Ct);
        Assert.EndsWith(".eml", desk.Mails[0], StringComparison.Ordinal);
        Assert.All(eml, c => Assert.True(c is '\r' or '\n' or >= ' ' and <= '~'));
        Assert.DoesNotContain("\n", eml.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(eml.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));

        var (headers, body) = EmlReader.Read(eml);
        Assert.Equal("ana.ruiz@example.com", headers["To"]);
        Assert.Equal(subject, headers["Subject"]);
        Assert.Equal("Mon, 02 Mar 2026 09:30:00 +0000", headers["Date"]);
        Assert.Matches("^<[0-9a-f]{32}@desk.example>$", headers["Message-ID"]);
        Assert.Equal("Hola,\r\n\r\n.\r\nFrom here: adiós 🫖", body);
    }

    [Theory]
    [InlineData("Ana <ana.ruiz@example.com>", "Hello")]
    [InlineData("ana.ruiz@example.com, ben.okafor@example.com", "Hello")]
    [InlineData("ana.ruiz@example.com\r\nBcc: all@example.com", "Hello")]
    [InlineData("nobody", "Hello")]
    [InlineData("ana.ruiz@example.com", "Hello\r\nBcc: all@example.com")]
    public async Task A_mail_that_would_say_more_than_it_shows_is_refused(string to, string subject)
    {
        await using var desk = await DeskFixture.OpenAsync();
        await Assert.ThrowsAnyAsync<DeskRefusal>(() => desk.CallAsync("send_email", new { to, subject, body = "Hi" }));
        Assert.Empty(desk.Mails);
    }

    [Fact]
    public async Task What_is_reversible_can_be_reversed()
    {
        await using var desk = await DeskFixture.OpenAsync();
        var note = await desk.CallAsync("add_note", new { ticket_id = "T-1001", text = "called her" });
        await desk.CallAsync("remove_note", new { note_id = note.GetProperty("note_id").GetString() });
        var set = await desk.CallAsync("set_ticket_status", new { ticket_id = "T-1001", status = "resolved" });
        await desk.CallAsync("set_ticket_status", new { ticket_id = "T-1001", status = set.GetProperty("previous_status").GetString() });
        var ticket = await desk.TicketAsync("T-1001");
        Assert.Equal(("open", 0), (ticket.GetProperty("status").GetString(), ticket.GetProperty("notes").GetArrayLength()));
    }

    [Fact]
    public async Task An_id_of_a_removed_note_is_never_given_again()
    {
        await using var desk = await DeskFixture.OpenAsync();
        var first = await desk.CallAsync("add_note", new { ticket_id = "T-1001", text = "one" });
        await desk.CallAsync("remove_note", new { note_id = first.GetProperty("note_id").GetString() });
        var second = await desk.CallAsync("add_note", new { ticket_id = "T-1001", text = "two" });
        Assert.NotEqual(first.GetProperty("note_id").GetString(), second.GetProperty("note_id").GetString());
    }

    [Fact]
    public async Task An_account_with_orders_under_way_stays()
    {
        await using var desk = await DeskFixture.OpenAsync();
        var refusal = await Assert.ThrowsAnyAsync<DeskRefusal>(() => desk.CallAsync("delete_account", new { customer_id = "86", reason = "asked for" }));
        Assert.Contains("#W947", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_desk_that_is_opened_again_keeps_what_happened()
    {
        await using var desk = await DeskFixture.OpenAsync();
        await desk.CallAsync("refund_order", new { order_id = "#W881", amount = 20m, reason = "broken" });
        await desk.ReopenAsync();
        Assert.Equal(100m, (await desk.OrderAsync("#W881")).GetProperty("refundable").GetDecimal());
    }

    [Fact]
    public async Task The_database_is_in_wal_mode()
    {
        await using var desk = await DeskFixture.OpenAsync();
        await using var connection = new SqliteConnection($"Data Source={desk.Database};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", await pragma.ExecuteScalarAsync(Ct));
    }
}
