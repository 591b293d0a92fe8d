using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Json;
using FsCheck.Xunit;

namespace ApprovalConsole.Domain.Tests.Json;

public sealed class CanonicalJsonTests
{
    // RFC 8785, appendix B: the bits of a double and its text.
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void A_number_is_written_as_ECMAScript_writes_it(string bits, string expected)
    {
        var number = BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.Equal(expected, CanonicalJson.Of(JsonOf.Text(number.ToString("E17", CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void The_example_of_RFC_8785_has_its_canonical_form() => Assert.Equal(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        CanonicalJson.Of(JsonOf.Text("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """)));

    [Fact]
    public void Keys_are_ordered_by_UTF_16_units_so_an_emoji_comes_before_a_ligature() => Assert.Equal(
        ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
        JsonOf.Text(CanonicalJson.Of(JsonOf.Text("""
            {
              "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """))).EnumerateObject().Select(member => member.Value.GetString()));

    [Fact]
    public void The_hash_is_the_SHA_256_of_the_canonical_bytes() => Assert.Equal(
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", CanonicalJson.Hash(JsonOf.Text(" { } ")));

    [Theory]
    [InlineData("""{"a":1,"\u0061":1}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("1e400")]
    public void What_has_no_single_spelling_has_no_canonical_form(string text) =>
        Assert.Throws<ArgumentException>(() => CanonicalJson.Of(JsonOf.Text(text)));

    [Property(Arbitrary = [typeof(JsonValues)])]
    public bool Canonical_text_is_its_own_canonical_form(JsonElement value) =>
        CanonicalJson.Of(JsonOf.Text(CanonicalJson.Of(value))) == CanonicalJson.Of(value);

    [Property(Arbitrary = [typeof(JsonValues)])]
    public bool Canonical_text_is_the_same_value(JsonElement value) =>
        JsonElement.DeepEquals(JsonOf.Text(CanonicalJson.Of(value)), value);

    [Property(Arbitrary = [typeof(JsonValues)])]
    public bool The_order_of_keys_does_not_matter(JsonElement value) =>
        CanonicalJson.Of(JsonSerializer.SerializeToElement(Reversed(value))) == CanonicalJson.Of(value);

    [Property(Arbitrary = [typeof(JsonValues)])]
    public bool Canonical_text_is_let_in_by_the_strict_reader(JsonElement value) => StrictJson.TryParse(CanonicalJson.Of(value), out _, out _);

    private static JsonNode? Reversed(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Reverse().Select(member => KeyValuePair.Create(member.Name, Reversed(member.Value)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Reversed)]),
        _ => JsonNode.Parse(value.GetRawText()),
    };
}
