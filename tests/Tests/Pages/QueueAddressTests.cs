using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Web.Features.Inbox;
using Microsoft.AspNetCore.WebUtilities;

namespace ApprovalConsole.Tests.Pages;

public sealed class QueueAddressTests
{
    [Fact]
    public void A_queue_comes_back_from_its_address_as_it_went_in()
    {
        var queue = new QueueFilter("shop.refund_order", "desk & co", 0.5m, 1250m, "Ana #W881?");
        var query = QueryHelpers.ParseQuery(QueueAddress.SuffixOf(queue));
        Assert.Equal(queue, QueueAddress.Read(query["tool"], query["agent"], query["min"], query["max"], query["q"]));
    }

    [Fact]
    public void Everything_that_waits_has_the_plain_address() => Assert.Equal("", QueueAddress.SuffixOf(QueueFilter.All));

    [Theory]
    [InlineData(" ", "", "1e9", "1,000", "")]
    [InlineData(null, null, "NaN", "--1", null)]
    public void What_is_empty_or_no_amount_narrows_nothing_down(string? tool, string? agent, string? min, string? max, string? q) =>
        Assert.Equal(QueueFilter.All, QueueAddress.Read(tool, agent, min, max, q));
}
