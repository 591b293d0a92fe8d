using System.Text.Json;

namespace ApprovalConsole.Tests.Retail;

/// <summary>The test's shop is the published one: the published transcripts play on it.</summary>
public sealed class ShopTests
{
    [Fact]
    public void Every_right_call_of_every_task_succeeds_but_those_that_are_known_to_err_and_these_err_in_the_known_words()
    {
        var files = RetailFiles.Found();
        var (done, wrong) = (0, new List<string>());
        foreach (var task in files.Tasks)
        {
            var shop = Shop.Open(files);
            foreach (var action in task.Actions)
            {
                var error = ErrorOf(shop, action);
                if (error == action.ExpectedError) done++;
                else wrong.Add($"task {task.Id}, {action.Tool} {action.Arguments}: {error ?? "no error"}, expected {action.ExpectedError ?? "none"}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(550, done);
    }

    [Fact]
    public void A_cancelled_order_gives_its_money_back_to_the_gift_card_it_was_paid_with()
    {
        var shop = Shop.Open(RetailFiles.Found());
        var order = shop.Orders.First(o => o.Value!["status"]!.GetValue<string>() == "pending" && o.Value["payment_history"]![0]!["payment_method_id"]!.GetValue<string>().StartsWith("gift_card", StringComparison.Ordinal)).Value!;
        var (amount, card) = (order["payment_history"]![0]!["amount"]!.GetValue<decimal>(), order["payment_history"]![0]!["payment_method_id"]!.GetValue<string>());
        decimal Balance() => shop.Users[order["user_id"]!.GetValue<string>()]!["payment_methods"]![card]!["balance"]!.GetValue<decimal>();
        var before = Balance();

        shop.Call("cancel_pending_order", JsonSerializer.SerializeToElement(new { order_id = order["order_id"]!.GetValue<string>(), reason = "no longer needed" }));

        Assert.Equal("cancelled", order["status"]!.GetValue<string>());
        Assert.Equal(before + amount, Balance());
        Assert.Equal("refund", order["payment_history"]![1]!["transaction_type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("2 + 2", "4")]
    [InlineData("(3.5 - 1) * -2 / 4", "-1.25")]
    [InlineData("10 / 3", "3.33")]
    public void It_calculates(string expression, string result) => Assert.Equal(result, Calculation.Of(expression));

    [Theory]
    [InlineData("")]
    [InlineData("1 +")]
    [InlineData("(1")]
    [InlineData("1 / 0")]
    [InlineData("one")]
    public void What_is_no_sum_is_refused(string expression) => Assert.Throws<ShopRefusedException>(() => Calculation.Of(expression));

    private static string? ErrorOf(Shop shop, RetailAction action)
    {
        try
        {
            shop.Call(action.Tool, action.Arguments);
            return null;
        }
        catch (ShopRefusedException e)
        {
            return e.Message;
        }
    }
}
