using System.Text.Json.Nodes;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Tests.Pages;

public sealed class SpellingTests
{
    [Theory]
    [InlineData(Spelled.Span, "1 d 12 h", "\"1.12:00:00\"")]
    [InlineData(Spelled.Span, "250 ms", "\"00:00:00.2500000\"")]
    [InlineData(Spelled.Window, "-30 d", "\"-P30D\"")]
    [InlineData(Spelled.Window, "0 s", "\"PT0S\"")]
    [InlineData(Spelled.Day, "2027-01-31", "\"2027-01-31T00:00:00Z\"")]
    [InlineData(Spelled.Value, "5", "5")]
    [InlineData(Spelled.Value, "\"5\"", "\"5\"")]
    [InlineData(Spelled.Value, "{principal.subject}", "\"{principal.subject}\"")]
    [InlineData(Spelled.List, "/a, /b", "[\"/a\",\"/b\"]")]
    [InlineData(Spelled.List, "[\"a,b\"]", "[\"a,b\"]")]
    [InlineData(Spelled.Number, "2.50", "2.50")]
    [InlineData(Spelled.Percents, "50, 80, 99.5", "[0.5,0.8,0.995]")]
    [InlineData(Spelled.Percents, "[\"half\"]", "[\"half\"]")]
    [InlineData(Spelled.Pairs, "/a: record\n/b: input", "{\"/a\":\"record\",\"/b\":\"input\"}")]
    [InlineData(Spelled.Json, "{\"id\":\"{/id}\"}", "{\"id\":\"{/id}\"}")]
    public void What_is_typed_becomes_json_and_reads_the_same_again(Spelled how, string text, string json)
    {
        var (value, problem) = Spelling.Read(how, text);
        Assert.Null(problem);
        Assert.Equal(json, value!.ToJsonString(ApprovalConsole.Orchestrator.Projections.ViewJson.Options));
        Assert.Equal(text, Spelling.Write(how, JsonNode.Parse(json)));
    }

    [Theory]
    [InlineData(Spelled.Number, "ten")]
    [InlineData(Spelled.Number, "\"10\"")]
    [InlineData(Spelled.Percents, "50, half")]
    [InlineData(Spelled.Percents, "1e400")]
    [InlineData(Spelled.Span, "soon")]
    [InlineData(Spelled.Span, "99999999999 d")]
    [InlineData(Spelled.Window, "a day")]
    [InlineData(Spelled.Day, "31.1.2027")]
    [InlineData(Spelled.Json, "{\"a\":1,\"a\":2}")]
    [InlineData(Spelled.Pairs, "/a: record\n/a: input")]
    [InlineData(Spelled.Pairs, "record")]
    public void What_says_no_value_is_a_problem(Spelled how, string text) => Assert.NotNull(Spelling.Read(how, text).Problem);

    [Fact]
    public void A_percentage_may_have_its_sign() => Assert.Equal("[0.5,0.8]", Spelling.Read(Spelled.Percents, "50 %, 80%").Value!.ToJsonString());

    [Fact]
    public void A_share_that_is_no_short_decimal_stays_as_it_is_written() => Assert.Equal("[1e-30]", Spelling.Write(Spelled.Percents, JsonNode.Parse("[1e-30]")));

    [Fact]
    public void An_empty_box_says_nothing() => Assert.Equal((null, null), Spelling.Read(Spelled.Number, "  "));
}
