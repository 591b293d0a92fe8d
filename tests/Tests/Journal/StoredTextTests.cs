using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Tests.Journal;

/// <summary>What a column holds of a text, and what is read from it.</summary>
public sealed class StoredTextTests
{
    [Fact]
    public void Every_text_is_read_back_as_it_was_and_none_is_stored_with_a_NUL()
    {
        char[] signs = ['\0', '\uFFFE', '0', 'a', '\uFFFF', '\u0001'];
        for (var n = 0; n < 7 * 7 * 7 * 7 * 7; n++)
        {
            var text = string.Concat(Enumerable.Range(0, 5).Select(i => (n / (int)Math.Pow(7, i)) % 7).Where(d => d < signs.Length).Select(d => signs[d]));
            var stored = StoredText.Of(text);
            Assert.DoesNotContain('\0', stored);
            Assert.Equal(text, StoredText.Read(stored));
        }
    }

    [Fact]
    public void What_was_stored_before_is_read_as_it_was() => Assert.Equal("x\uFFFEy", StoredText.Read("x\uFFFEy"));
}
