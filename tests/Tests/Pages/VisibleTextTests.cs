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

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_token() => Assert.Equal("a⟦U+D83D⟧b⟦U+DE00⟧", VisibleText.Plain("a\uD83Db\uDE00"));

    [Fact]
    public void A_token_stands_apart_from_the_text_around_it() =>
        Assert.Equal([new("ab"), new("⟦U+202E⟧", true), new("⟦U+202D⟧", true), new("cd")], VisibleText.Parts("ab\u202E\u202Dcd"));

    [Fact]
    public void Nothing_is_lost_on_the_way() => Assert.Equal("", VisibleText.Plain(""));
}
