using System.Text.Json;
using ApprovalConsole.Domain.Masking;

namespace ApprovalConsole.Domain.Tests.Masking;

/// <summary>A sensitive value is found wherever it turns up, in whatever spelling.</summary>
public sealed class SecretTextTests
{
    private const string Iban = "DE89370400440532013000";

    [Theory]
    [InlineData("Pay to DE89370400440532013000 now.", "Pay to ••• now.")]
    [InlineData("Pay to DE89 3704 0044 0532 0130 00 now.", "Pay to ••• now.")]
    [InlineData("Pay to de89-3704-0044-0532-0130-00 now.", "Pay to ••• now.")]
    [InlineData("Pay to ＤＥ８９３７０４００４４０５３２０１３０００ now.", "Pay to ••• now.")]
    [InlineData("D\u200bE89370400440532013000", "•••")]
    [InlineData("DE89370400440532013000DE89370400440532013000", "•••")]
    [InlineData("One DE89370400440532013000, two DE89370400440532013000.", "One •••, two •••.")]
    [InlineData("Pay to DE89370400… now", "Pay to •••… now")]
    [InlineData("It was cut at DE8937040", "It was cut at •••")]
    [InlineData("DE8 is too little to tell", "DE8 is too little to tell")]
    [InlineData("Nothing is in it.", "Nothing is in it.")]
    [InlineData("", "")]
    public void An_account_is_masked_in_every_spelling(string text, string masked) => Assert.Equal(masked, Of($"\"{Iban}\"").InText(text));

    [Theory]
    [InlineData("Refund $1,234.50 to Ana", "Refund $•••0 to Ana")]
    [InlineData("1234.5", "•••")]
    [InlineData("9123.4", "9123.4")]
    [InlineData("about 1.2345e3 of it", "about ••• of it")]
    [InlineData("12345E-1", "•••")]
    [InlineData("6e3 and 1e-7", "6e3 and 1e-7")]
    public void A_number_is_masked_as_people_write_it(string text, string masked) => Assert.Equal(masked, Of("1234.5").InText(text));

    [Theory]
    [InlineData("\"1250.00\"", "Pay 1250 now.", "Pay ••• now.")]
    [InlineData("1250", "Pay 1250.00 now.", "Pay •••.00 now.")]
    [InlineData("\"1250\"", "Pay 1.25e3 now.", "Pay ••• now.")]
    public void A_number_is_the_same_with_and_without_its_last_zeros(string value, string text, string masked) => Assert.Equal(masked, Of(value).InText(text));

    [Fact]
    public void In_json_a_number_is_masked_however_it_is_written() =>
        Assert.Equal("""{"a":"•••","b":"•••","c":"•••","d":1251}""", Of("1250").InPayload("""{"a":1250.0,"b":1.25e3,"c":1250,"d":1251}"""));

    [Theory]
    [InlineData("for Ana Ruiz", "for Ana Ruiz")]
    [InlineData("ana.ruiz", "ana.ruiz")]
    [InlineData("to ana.ruiz@exam", "to •••")]
    [InlineData("to ana.ruiz…", "to •••…")]
    [InlineData("to ana.rui", "to •••")]
    public void Who_is_called_like_the_beginning_of_an_address_is_not_masked_and_what_was_cut_within_is(string text, string masked) => Assert.Equal(masked, Of("\"ana.ruiz@example.com\"").InText(text));

    [Theory]
    [InlineData("""CALL {"text":"say \"hé\" to 7"}""")]
    [InlineData("""CALL {"text":"say \"h\u00e9\" to 7"}""")]
    [InlineData("""CALL {"text":"say \u0022h\u00E9\u0022 to 7"}""")]
    public void A_value_is_masked_however_a_program_escaped_it(string text) => Assert.Equal("""CALL {"text":"•••"}""", Of("""
        "say \"hé\" to 7"
        """).InText(text));

    [Fact]
    public void An_accent_does_not_hide_it() => Assert.Equal("Ship to •••.", Of("\"Café 7, Élysée\"").InText("Ship to CAFE\u0301 7 \u00c9lyse\u0301e."));

    [Fact]
    public void Values_that_overlap_are_one_mark() => Assert.Equal("x ••• y", Of("\"ana@shop.example\"", "\"shop.example.org\"").InText("x ana@shop.example.org y"));

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("123")]
    [InlineData("true")]
    [InlineData("\"----\"")]
    public void What_is_too_short_to_be_told_from_other_words_is_left_in_them(string value) => Assert.Equal("abc 123 true ----", Of(value).InText("abc 123 true ----").Replace("•••", "true", StringComparison.Ordinal));

    [Fact]
    public void A_mark_does_not_tell_how_long_the_value_is() =>
        Assert.Equal(Of("\"four\"").InText("is four"), Of("\"a much longer value\"").InText("is a much longer value"));

    [Fact]
    public void What_is_telling_in_a_sentence_is_masked_without_the_rest_of_it()
    {
        var secrets = Of("\"Nobody is called ana@shop.example, or customer C-77120.\"");
        Assert.Equal("Is ••• right, or ••• for a customer?", secrets.InText("Is ana@shop.example right, or C 77120 for a customer?"));
    }

    [Fact]
    public void In_json_the_shape_is_kept()
    {
        var secrets = Of("\"ana@shop.example\"", "48211937");
        var masked = secrets.InPayload("""{"to":["ana@shop.example","bo"],"n":48211937,"small":4821,"text":"Hi ana@shop.example!","none":null,"yes":true,"ana@shop.example":1}""");
        Assert.Equal("""{"to":["•••","bo"],"n":"•••","small":4821,"text":"Hi •••!","none":null,"yes":true,"•••":1}""", masked);
    }

    [Fact]
    public void Two_names_that_become_one_stay_two() =>
        Assert.Equal("""{"•••":1,"••• 2":2}""", Of("\"ana@shop.example\"", "\"bob@shop.example\"").InPayload("""{"ana@shop.example":1,"bob@shop.example":2}"""));

    [Fact]
    public void Whatever_is_put_between_its_characters_none_of_a_thousand_values_is_left()
    {
        var random = new Random(7);
        const string alphabet = "abcdefghijklmnopqrstuvwxyz0123456789@";
        for (var i = 0; i < 1000; i++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(4, 30)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var spelled = string.Concat(value.Select(c => (random.Next(2) == 0 ? char.ToUpperInvariant(c) : c) + (random.Next(4) == 0 ? " " : "")));
            var text = Of(JsonSerializer.Serialize(value)).InText($"({spelled})");
            Assert.Equal($"({Mask.Mark})", text.Replace(" ", "", StringComparison.Ordinal));
        }
    }

    private static Secrets Of(params string[] values) => new(values);
}
