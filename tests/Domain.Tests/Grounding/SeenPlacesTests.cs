using System.Text.Json;
using ApprovalConsole.Domain.Grounding;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>Where a value stands in somebody's words, however it is written there.</summary>
public sealed class SeenPlacesTests
{
    [Theory]
    [InlineData("1200", "Please pay 1,200.00 to me.", "1,200.00")]
    [InlineData("1200", "Please pay $1,200 to me.", "$1,200")]
    [InlineData("1200", "1.200,00€ bitte", "1.200,00€")]
    [InlineData("1200", "It was １２００ I think", "１２００")]
    [InlineData("120", "refund 120 of the 1200", "120")]
    [InlineData("-120.5", "book -120.50 now", "-120.50")]
    [InlineData("\"#W881\"", "my order (#w881) is late", "w881")]
    [InlineData("\"Ana Ruiz\"", "I am  ANA\n  ruiz, hello", "ANA\n  ruiz")]
    [InlineData("\"2026-05-03\"", "on 3 May 2026.", "3 May 2026")]
    [InlineData("\"müller\"", "Herr MÜLLER-x und Mu\u0308ller", "Mu\u0308ller")]
    [InlineData("\"ana@example.org\"", "Write to Ana@Example.org!", "Ana@Example.org")]
    public void A_value_is_found_in_any_writing_that_grounds_it(string value, string text, string place) => Assert.Equal([place], Found(text, value));

    [Theory]
    [InlineData("1200", "12001 or 1200% or A-1200")]
    [InlineData("120", "a120 120x 1120")]
    [InlineData("\"W881\"", "W8812 and XW881")]
    [InlineData("\"AC-990011\"", "AC-99\u200b0011")] // what hides in it makes it another word
    [InlineData("\"ok\"", "ok, ok")]
    [InlineData("\"77\"", "number 77")]
    [InlineData("true", "true")]
    public void What_is_another_value_or_proves_nothing_is_not(string value, string text) => Assert.Empty(Found(text, value));

    [Fact]
    public void Of_what_is_not_Unicode_no_place_is_known() => Assert.Empty(Found("\ud800 1200", "1200"));

    [Fact]
    public void Every_place_is_told_in_order_and_those_that_touch_are_one()
    {
        Assert.Equal(["4500", "AC-990011", "$4,500.00"], Found("4500 to AC-990011, that is $4,500.00", "4500", "\"AC-990011\"", "\"990011\""));
        Assert.Equal(["Anna Ruiz", "Ruiz"], Found("to Anna Ruiz, or another Ruiz", "\"Anna Ruiz\"", "\"Ruiz\""));
    }

    [Fact]
    public void What_is_before_a_place_moves_it_and_changes_nothing_else()
    {
        foreach (var before in new[] { "", "  ", "ﬁ ", "👨‍👩‍👧 ", "e\u0301\t\t", "⟦U+202E⟧ ", "\u202e " }) Assert.Equal(["4500"], Found($"{before}4500.", "4500"));
    }

    [Fact]
    public void A_text_that_was_made_to_hold_many_is_told_up_to_a_bound_and_a_longer_one_not_at_all()
    {
        Assert.Equal(SeenPlaces.Most, Found(string.Join(" and ", Enumerable.Repeat("4500", 3 * SeenPlaces.Most)), "4500").Length);
        Assert.Empty(Found($"4500 {new string('x', SeenPlaces.LongestText)}", "4500"));
    }

    private static string[] Found(string text, params string[] values) => [.. SeenPlaces.In(text, values.Select(v => JsonElement.Parse(v))).Select(p => text.Substring(p.Start, p.Length))];
}
