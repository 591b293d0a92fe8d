using ApprovalConsole.Web.Shared;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Tests.Pages;

public sealed class MeterTests
{
    [Fact]
    public void A_meter_says_used_of_allowed_with_its_unit()
    {
        Assert.Equal("3/8 steps", MeterView.Steps(3, 8).Words);
        Assert.Equal("$0.042/1.00", MeterView.Money(0.0421m, 1m).Words);
        Assert.Equal("12/90 s", MeterView.Time(12.4, 90).Words);
        Assert.Equal("1,387/200,000 tokens", MeterView.Tokens(1387, 200_000).Words);
    }

    [Theory]
    [InlineData(0, 8, 0, "")]
    [InlineData(1, 200, 1, "")] // little is not nothing
    [InlineData(7, 8, 88, "high")]
    [InlineData(8, 8, 100, "full")]
    [InlineData(9, 8, 100, "full")]
    [InlineData(0, 0, 100, "full")]
    public void A_meter_fills_up(int used, int limit, int percent, string tone)
    {
        var meter = MeterView.Steps(used, limit);
        Assert.Equal((percent, tone), (meter.Percent, meter.Tone));
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(41, "0:41")]
    [InlineData(3599, "59:59")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(529200, "6 d 3 h")]
    [InlineData(-5, "0:00")]
    public void A_span_takes_few_characters(double seconds, string words) => Assert.Equal(words, Spans.Short(TimeSpan.FromSeconds(seconds)));
}
