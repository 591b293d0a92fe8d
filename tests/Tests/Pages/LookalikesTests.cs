using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Tests.Pages;

public sealed class LookalikesTests
{
    [Theory]
    [InlineData("ana@p\u0430yp\u0430l.com", "p⟦U+0430⟧yp⟦U+0430⟧l.com = xn--pypl-53dc.com")]
    [InlineData("see https://\u0430\u0440\u0440\u04CF\u0435.com/x", "⟦U+0430⟧⟦U+0440⟧⟦U+0440⟧⟦U+04CF⟧⟦U+0435⟧.com = xn--80ak6aa92e.com")] // one alphabet, and an end of another
    [InlineData("p\u0430y", "p⟦U+0430⟧y")]
    [InlineData("AC-\uFF14\uFF17", "⟦U+FF14⟧⟦U+FF17⟧")]
    [InlineData("\u0664\u0667", "⟦U+0664⟧⟦U+0667⟧")]
    [InlineData("\U0001D41Ana", "⟦U+1D41A⟧na")]
    public void Words_that_pass_for_others_are_spelled_out(string text, string spelled) => Assert.Equal([spelled], Lookalikes.In(text));

    [Theory]
    [InlineData("Ana Ruiz, Straße 5, Zürich")]
    [InlineData("\u041E\u041E\u041E \u041B\u0430\u0434\u0430 und M\u00FCller, \u041B\u0430\u0434\u0430-Service")] // each word of one alphabet
    [InlineData("日本語 🫖 \u05E9\u05DC\u05D5\u05DD \u03B1\u03B2\u03B3")]
    [InlineData("m\u00FCller.de")]
    public void Words_of_one_alphabet_are_not(string text) => Assert.Empty(Lookalikes.In(text));

    [Fact]
    public void Of_many_the_first_are_named() => Assert.Equal(3, Lookalikes.In(string.Join(' ', Enumerable.Range(0, 9).Select(i => $"a\u0430{i}"))).Length);
}
