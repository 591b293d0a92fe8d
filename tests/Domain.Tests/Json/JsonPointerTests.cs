using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tests.Json;

public sealed class JsonPointerTests
{
    private const string Rfc6901 = """{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}""";

    [Theory]
    [InlineData("/foo", """["bar","baz"]""")]
    [InlineData("/foo/0", "\"bar\"")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/c%d", "2")]
    [InlineData("/i\\j", "5")]
    [InlineData("/k\"l", "6")]
    [InlineData("/ ", "7")]
    [InlineData("/m~0n", "8")]
    public void The_examples_of_RFC_6901_read_as_it_says(string path, string expected)
    {
        Assert.True(JsonPointer.TryParse(path, out var parsed));
        Assert.True(parsed.TryRead(JsonOf.Text(Rfc6901), out var part));
        Assert.Equal(expected, part.GetRawText());
        Assert.Equal(path, parsed.ToString());
    }

    [Theory]
    [InlineData("/foo/2")]
    [InlineData("/foo/-")]
    [InlineData("/foo/00")]
    [InlineData("/foo/+1")]
    [InlineData("/foo/0/0")]
    [InlineData("/bar")]
    public void What_is_not_there_is_not_read(string path) =>
        Assert.False(JsonPointer.TryParse(path, out var parsed) && parsed.TryRead(JsonOf.Text(Rfc6901), out _));

    [Theory]
    [InlineData("foo")]
    [InlineData("/a~")]
    [InlineData("/a~2")]
    public void A_malformed_pointer_is_refused(string path) => Assert.False(JsonPointer.TryParse(path, out _));

    [Theory]
    [InlineData("/item_ids/*", "/item_ids/0 /item_ids/1")]
    [InlineData("/lines/*/sku", "/lines/a~1b/sku /lines/c/sku")]
    [InlineData("/lines/*/qty", "/lines/c/qty")]
    [InlineData("/*", "/item_ids /lines")]
    [InlineData("/absent/*", "")]
    [InlineData("/item_ids/0", "/item_ids/0")]
    [InlineData("", "")]
    public void A_star_stands_for_every_item_and_member(string path, string expected)
    {
        var value = JsonOf.Text("""{"item_ids":["x","y"],"lines":{"a/b":{"sku":1},"c":{"sku":2,"qty":3}}}""");
        Assert.True(JsonPointer.TryParse(path, out var parsed));
        Assert.Equal(expected, string.Join(' ', parsed.Expand(value).Select(part => part.Pointer)));
    }

    [Fact]
    public void Every_pointer_that_a_star_yields_leads_back_to_its_part()
    {
        var value = JsonOf.Text("""{"a/b":{"~":[1,2]}}""");
        Assert.True(JsonPointer.TryParse("/*/*/*", out var stars));
        Assert.All(stars.Expand(value), found =>
        {
            Assert.True(JsonPointer.TryParse(found.Pointer, out var pointer) && pointer.TryRead(value, out var part) && part.GetRawText() == found.Value.GetRawText());
        });
    }
}
