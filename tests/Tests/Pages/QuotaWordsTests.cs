using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;

namespace ApprovalConsole.Tests.Pages;

public sealed class QuotaWordsTests
{
    private const string Title = "Refund {/amount:USD} on order {/order_id}";

    [Theory]
    [InlineData("/principal/P1D", """{"count":0,"of":3,"sum":0,"sumOf":2000,"argument":"/amount"}""", "0 of 3 in the last day, $0 of $2,000")]
    [InlineData("/principal/P7D", """{"count":1,"of":3,"sum":12.5,"sumOf":99.001,"argument":"/amount"}""", "1 of 3 in the last 7 days, $12.50 of $99.001")]
    [InlineData("/agent/PT1H", """{"count":3,"of":20,"sum":60,"sumOf":null,"argument":null}""", "3 of 20 by this agent in the last hour")]
    [InlineData("/tool/PT90M", """{"count":3,"of":null,"sum":60,"sumOf":1000,"argument":"/points"}""", "60 of 1000 points by everyone in the last 90 minutes")]
    public void A_quota_says_how_far_it_is_used_in_words(string path, string value, string words) => Assert.Equal(words, Words(path, value, Title));

    [Fact]
    public void What_was_counted_before_the_argument_was_kept_has_no_unit() =>
        Assert.Equal("0 of 3 in the last day, 0 of 2000 in sum", Words("/principal/P1D", """{"count":0,"of":3,"sum":0,"sumOf":2000}""", Title));

    [Fact]
    public void Another_currency_stands_behind() =>
        Assert.Equal("120.50 EUR of 2,000 EUR in the last day", Words("/principal/P1D", """{"count":1,"of":null,"sum":120.5,"sumOf":2000,"argument":"/amount"}""", "Pay {/amount:EUR}"));

    private static string Words(string path, string value, string title) => QuotaWords.Of(new FactView(null, "quota", path, Proposals.Json(value), Proposals.Noon), title);
}
