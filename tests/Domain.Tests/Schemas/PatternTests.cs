using System.Text.Json;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Tests.Schemas;

public sealed class PatternTests
{
    [Theory]
    [InlineData(@"^\d+$", "12")]
    [InlineData(@"^\W$", "é")]
    [InlineData(@"^\s$", "\ufeff")]
    [InlineData(@"^\cA$", "\u0001")]
    [InlineData(@"^[\b]$", "\b")]
    [InlineData(@"^.$", "😀")]
    [InlineData("^😀{2}$", "😀😀")]
    [InlineData("^[😀-😂]+$", "😁😂")]
    [InlineData(@"^\u{1F600}\ud83d\ude01$", "😀😁")]
    [InlineData(@"^[^a]$", "😀")]
    [InlineData(@"^\p{Letter}\p{Lu}\P{L}$", "πA1")]
    [InlineData(@"^\p{gc=Decimal_Number}$", "१")]
    [InlineData(@"^\p{L}$", "𝒜")]
    [InlineData(@"^(?<y>\d{4})-\k<y>$", "2026-2026")]
    [InlineData(@"^(a)?\1b$", "b")]
    [InlineData(@"^(?=.*\d)(?!.*x).+$", "a1")]
    [InlineData(@"\bword\b", "a word.")]
    [InlineData(@"^[\w.-]+$", "a.b-c")]
    [InlineData(@"^a{2,}?$", "aaa")]
    [InlineData(@"^{x}]$", "{x}]")]
    [InlineData(@"^\/\-\@$", "/-@")]
    [InlineData("a[]|b", "b")]
    [InlineData("^[^]$", "\n")]
    [InlineData("^(?:a{50}){50}$", null)]
    [InlineData("^[\\s\\S]*$", "\n😀")]
    public void Matches(string pattern, string? text) => Assert.Equal("", Check(pattern, text ?? new string('a', 2500)));

    [Theory]
    [InlineData(@"^\d+$", "१")]
    [InlineData(@"^\w$", "é")]
    [InlineData("^a$", "a\n")]
    [InlineData("^.$", "\u2028")]
    [InlineData("^..$", "😀")]
    [InlineData(@"^\S$", "\u00a0")]
    [InlineData("[]", "a")]
    [InlineData(@"\bé", "é")]
    [InlineData("^(?i)a", null)]
    [InlineData("^[[:alpha:]]$", "a")]
    public void Does_not_match(string pattern, string? text)
    {
        if (text is not null)
            Assert.Equal("pattern ", Check(pattern, text));
        else
            Assert.NotNull(SchemaOf.RefusalOf($$"""{"pattern":{{JsonSerializer.Serialize(pattern)}}}"""));
    }

    [Theory]
    [InlineData(@"\a")]
    [InlineData(@"\Z")]
    [InlineData(@"\Aa")]
    [InlineData("a**")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[b-a]")]
    [InlineData(@"\1")]
    [InlineData(@"\k<x>")]
    [InlineData("(?>a)")]
    [InlineData("(?#a)")]
    [InlineData("a{2,1}")]
    [InlineData(@"\p{Script=Greek}")]
    [InlineData(@"\ud800")]
    [InlineData(@"\u{110000}")]
    [InlineData(@"\x1")]
    [InlineData("\\")]
    [InlineData("[a")]
    public void What_is_no_ECMA_262_pattern_is_refused_at_registration(string pattern) =>
        Assert.StartsWith("#/pattern: ", SchemaOf.RefusalOf($$"""{"pattern":{{JsonSerializer.Serialize(pattern)}}}"""), StringComparison.Ordinal);

    [Fact]
    public void A_pattern_that_explodes_elsewhere_runs_in_linear_time_here() => Assert.Equal("pattern ", Check("(a+)+$", new string('a', 20_000) + "!"));

    [Fact]
    public void What_cannot_explode_is_not_refused_for_the_time_it_takes() => Assert.Equal("pattern ", Check("(a|b)+c$", new string('a', 10_000_000)));

    [Theory]
    [InlineData("""{"pattern":"(?=a)(a+)+$"}""")]
    [InlineData("""{"not":{"pattern":"(?=a)(a+)+$"}}""")]
    [InlineData("""{"anyOf":[{"pattern":"(?=a)(a+)+$"},{"type":"string"}]}""")]
    public void A_pattern_that_explodes_fails_the_value_wherever_it_stands(string schema) =>
        Assert.Equal("patternTimeout ", SchemaOf.Plain(schema, JsonSerializer.Serialize(new string('a', 60) + "!")));

    [Fact]
    public void Many_slow_patterns_together_have_a_limit_too()
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var items = string.Join(',', Enumerable.Repeat($"\"{new string('a', 17)}!\"", 5_000));
        Assert.Contains("patternTimeout", SchemaOf.Plain("""{"items":{"pattern":"^(?=a)(a+)+$"}}""", $"[{items}]"), StringComparison.Ordinal);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < 20 * EvaluationBounds.AllPatternMatches);
    }

    private static string Check(string pattern, string text) =>
        SchemaOf.Plain($$"""{"pattern":{{JsonSerializer.Serialize(pattern)}}}""", JsonSerializer.Serialize(text));
}
