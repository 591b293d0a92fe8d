using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Tests.Pages;

public sealed class VisibleTextTests
{
    [Fact]
    public void Plain_words_stay_as_they_are() => Assert.Equal("Ana Ruiz, Straße 5\n\t日本語 🫖", VisibleText.Plain("Ana Ruiz, Straße 5\n\t日本語 🫖"));

    [Theory]
    [InlineData("\u202E", "⟦U+202E⟧")] // turns the direction
    [InlineData("\u2066", "⟦U+2066⟧")]
    [InlineData("\u200B", "⟦U+200B⟧")] // zero width
    [InlineData("\u200D", "⟦U+200D⟧")]
    [InlineData("\uFEFF", "⟦U+FEFF⟧")]
    [InlineData("\u00AD", "⟦U+00AD⟧")]
    [InlineData("\0", "⟦U+0000⟧")]
    [InlineData("\r", "⟦U+000D⟧")]
    [InlineData("\u0085", "⟦U+0085⟧")]
    [InlineData("\u2028", "⟦U+2028⟧")] // breaks a line that was not broken
    [InlineData("\u2029", "⟦U+2029⟧")]
    [InlineData("\u034F", "⟦U+034F⟧")]
    [InlineData("\u115F", "⟦U+115F⟧")]
    [InlineData("\u1160", "⟦U+1160⟧")]
    [InlineData("\u17B4", "⟦U+17B4⟧")]
    [InlineData("\u180E", "⟦U+180E⟧")]
    [InlineData("\u2800", "⟦U+2800⟧")] // a pattern without dots
    [InlineData("\u3164", "⟦U+3164⟧")]
    [InlineData("\uFFA0", "⟦U+FFA0⟧")]
    [InlineData("\uFE0F", "⟦U+FE0F⟧")]
    [InlineData("\U000E0041", "⟦U+E0041⟧")] // a letter that only a model reads
    [InlineData("\U000E0100", "⟦U+E0100⟧")]
    [InlineData("\uE000", "⟦U+E000⟧")] // whatever the font says
    [InlineData("\u00A0", "⟦U+00A0⟧")] // passes for a space
    [InlineData("\u3000", "⟦U+3000⟧")]
    public void What_does_not_show_becomes_a_token(string hidden, string token)
    {
        Assert.Equal($"a{token}b", VisibleText.Plain($"a{hidden}b"));
        Assert.True(VisibleText.HidesSomething($"a{hidden}b"));
    }

    [Theory]
    [InlineData("\u2065")] // no character, and no font draws it
    [InlineData("\uFFF5")]
    [InlineData("\U0001D159")] // a note without a head
    public void Nor_does_what_fonts_leave_out(string hidden) => Assert.True(VisibleText.HidesSomething($"a{hidden}b"));

    [Fact]
    public void A_run_of_the_same_one_is_counted() => Assert.Equal("a⟦U+200B ×5000⟧b", VisibleText.Plain($"a{new string('\u200B', 5000)}b"));

    [Fact]
    public void Marks_beyond_what_a_language_needs_are_not_drawn_over_other_lines() => Assert.Equal("o\u0301\u0301\u0301\u0301⟦U+0301⟧k", VisibleText.Plain($"o{new string('\u0301', 5)}k"));

    [Theory]
    [InlineData("AC-1 ", "AC-1⟦U+0020⟧")]
    [InlineData(" AC-1", "⟦U+0020⟧AC-1")]
    [InlineData("AC-1\n\n", "AC-1⟦U+000A ×2⟧")]
    [InlineData("10   000", "10⟦U+0020 ×3⟧000")]
    [InlineData("a  b \nc\n\n\nd\n\n\n\ne", "a  b⟦U+0020⟧\nc\n\n\nd⟦U+000A ×4⟧e")]
    [InlineData("{\n    \"a\": 1\n}", "{\n    \"a\": 1\n}")]
    public void Blanks_that_nobody_could_count_are_counted_in_values(string value, string shown) => Assert.Equal(shown, string.Concat(VisibleText.Parts(value, countsBlanks: true).Select(p => p.Text)));

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_token() => Assert.Equal("a⟦U+D83D⟧b⟦U+DE00⟧", VisibleText.Plain("a\uD83Db\uDE00"));

    [Fact]
    public void A_token_stands_apart_from_the_text_around_it() =>
        Assert.Equal([new("ab"), new("⟦U+202E⟧⟦U+202D⟧", true), new("cd")], VisibleText.Parts("ab\u202E\u202Dcd"));

    [Fact]
    public void Nothing_is_lost_on_the_way() => Assert.Equal("", VisibleText.Plain(""));
}
