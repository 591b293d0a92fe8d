using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Tests.Pages;

public sealed class ReadOrderTests
{
    [Fact]
    public void What_was_begun_earlier_never_takes_the_place_of_what_was_begun_later()
    {
        var order = new ReadOrder();
        var (feeds, own) = (order.Begin(), order.Begin());
        Assert.True(order.MayShow(own));
        Assert.False(order.MayShow(feeds)); // it was overtaken, and knows less
        Assert.True(order.MayShow(order.Begin()));
    }

    [Fact]
    public void Reads_that_come_back_in_their_order_are_all_shown()
    {
        var order = new ReadOrder();
        var (first, second) = (order.Begin(), order.Begin());
        Assert.True(order.MayShow(first));
        Assert.True(order.MayShow(second));
    }
}
