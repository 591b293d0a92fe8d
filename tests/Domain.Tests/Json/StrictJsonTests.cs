using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tests.Json;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"a":1}""", "duplicateKey", "/a")]
    [InlineData("""{"x":[{"b":1,"\u0062":2}]}""", "duplicateKey", "/x/0/b")]
    [InlineData("""{"x":{"a/b":1,"c":[1,{}],"a/b":2}}""", "duplicateKey", "/x/a~1b")]
    [InlineData("", "malformedJson", "")]
    [InlineData("{'a':1}", "malformedJson", "")]
    [InlineData("""{"a":1,}""", "malformedJson", "/a")]
    [InlineData("[1 // one\n]", "malformedJson", "/0")]
    [InlineData("[1] [2]", "malformedJson", "")]
    [InlineData("[01]", "malformedJson", "")]
    [InlineData("[NaN]", "malformedJson", "")]
    [InlineData("\uFEFF{}", "malformedJson", "")]
    [InlineData("""{"a":["\ud800"]}""", "loneSurrogate", "/a/0")]
    [InlineData("""{"a":{"\udc00x":1}}""", "loneSurrogate", "/a")]
    [InlineData("[9007199254740993]", "numberNotExact", "/0")]
    [InlineData("[1e400]", "numberNotExact", "/0")]
    [InlineData("[1e-400]", "numberNotExact", "/0")]
    [InlineData("[0.1000000000000000055511151231257827]", "numberNotExact", "/0")]
    [InlineData("[1152921504606846976]", "numberNotExact", "/0")]
    [InlineData("[1e99999999999999999999999]", "numberNotExact", "/0")]
    public void A_text_that_readers_could_take_differently_is_refused_at_its_place(string text, string code, string path)
    {
        Assert.False(StrictJson.TryParse(text, out _, out var findings));
        Assert.Equal((code, path), (findings[0].Code, findings[0].Path));
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("1.0")]
    [InlineData("-0")]
    [InlineData("1e2")]
    [InlineData("9007199254740992")]
    [InlineData("0.000000000000000000000000000000001")]
    [InlineData("\"\\ud83d\\ude00\"")]
    [InlineData("""{"a":1,"A":1}""")]
    [InlineData(" [ ] ")]
    public void A_text_of_one_meaning_is_let_in(string text) => Assert.True(StrictJson.TryParse(text, out _, out _));

    [Fact]
    public void A_string_that_is_no_Unicode_is_refused_before_it_is_read()
    {
        Assert.False(StrictJson.TryParse("[\"\ud800\"]", out _, out var findings));
        Assert.Equal("loneSurrogate", findings[0].Code);
    }

    [Fact]
    public void Forty_eight_levels_are_let_in_and_one_more_is_too_deep()
    {
        Assert.True(StrictJson.TryParse(new string('[', StrictJson.MaxDepth) + new string(']', StrictJson.MaxDepth), out _, out _));
        Assert.False(StrictJson.TryParse(new string('[', StrictJson.MaxDepth + 1) + new string(']', StrictJson.MaxDepth + 1), out _, out var findings));
        Assert.Equal("tooDeep", findings[0].Code);
        Assert.False(StrictJson.TryParse(new string('[', 100_000), out _, out findings));
        Assert.Equal("tooDeep", findings[0].Code);
        Assert.Equal("tooDeep", StrictJson.Inspect(JsonOf.Nested(StrictJson.MaxDepth + 1))[0].Code);
    }

    [Fact]
    public void Everything_that_is_wrong_is_reported_not_only_the_first()
    {
        Assert.False(StrictJson.TryParse("""{"a":9007199254740993,"b":"\ud800","c":{"d":1e999}}""", out _, out var findings));
        Assert.Equal(["/a", "/b", "/c/d"], findings.Select(finding => finding.Path));
    }

    [Fact]
    public void No_finding_repeats_a_value()
    {
        foreach (var text in new[] { """{"iban":"DE02" "x"}""", """{"iban":["DE02\ud800"]}""", """{"iban":9007199254740993}""" })
        {
            Assert.False(StrictJson.TryParse(text, out _, out var findings));
            Assert.DoesNotContain(findings, finding => finding.Message.Contains("DE02", StringComparison.Ordinal) || finding.Message.Contains("9007", StringComparison.Ordinal));
        }
    }
}
