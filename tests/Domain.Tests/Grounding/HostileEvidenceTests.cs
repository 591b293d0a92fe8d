using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Tests.Json;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>Results and values that were made to be expensive, or to say less than they seem to.</summary>
public sealed class HostileEvidenceTests
{
    private const int Full = Evidence.LongestResult / 4;

    public static TheoryData<string, string> Results => new()
    {
        { "deep", new string('[', Full / 2) + new string(']', Full / 2) },
        { "many leaves", $"[{string.Join(',', Enumerable.Repeat("1", Full / 2))}]" },
        { "many numbers", JsonSerializer.Serialize(string.Join(' ', Enumerable.Repeat("1,234.5", Full / 8))) },
        { "one long number", new string('9', Full) },
        { "one long word", JsonSerializer.Serialize(new string('a', Full)) },
        { "many short words", JsonSerializer.Serialize(new StringBuilder().Insert(0, "a ", Full / 2).ToString()) },
        { "what looks like JSON", JsonSerializer.Serialize(Enumerable.Repeat("[[]", Full / 6)) },
        { "braces", JsonSerializer.Serialize(new string('{', Full)) },
        { "marks", $"\"a{new StringBuilder().Insert(0, "\u0301\u0316", Full / 2)}\"" },
        { "growth", $"\"{new string('\uFDFA', Full)}\"" },
        { "months", JsonSerializer.Serialize(new StringBuilder().Insert(0, "may 3, ", Full / 7).ToString()) },
        { "what is no character", "{\"\ufffe\":\"x\ufffe12345\",\"x\":\"\\ufffeW2378156\"}" },
        { "half a character", "{\"\\ud800\":\"\\udc00\",\"x\":\"\\ud800W2378156\"}" },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void Hostile_results_are_read_to_the_end_or_show_nothing(string kind, string result)
    {
        Assert.NotEmpty(kind);
        var values = Enumerable.Range(4, 900).Select(n => new string('a', n)).Concat(Enumerable.Range(2, 90).Select(n => new StringBuilder().Insert(0, "a ", n).ToString()))
            .Append("2024-05-03").Append("777777").ToList();
        var story = Story.Told("Order W2378156");
        for (var n = 0; n < 5; n++) story.Looks("""{"order":"x"}""", result);
        story.Looks("""{"order":"x"}""", "\"C1234567\"");
        Assert.Equal([Found.Input, Found.Record], story.GroundsOf("""["W2378156","C1234567"]""").Select(g => g.Found));
        Assert.Equal(values.Count, story.GroundsOf(JsonSerializer.Serialize(values)).Count);
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void Hostile_words_of_the_run_are_read_to_the_end_or_count_as_everything(string kind, string said)
    {
        Assert.NotEmpty(kind);
        var story = Story.Told("Order W2378156").Says(said + " W7654321 " + said).Looks("""{"order":"x"}""", "\"W7654321\"");
        Assert.Equal([Found.Input, Found.Echo], story.GroundsOf("""["W2378156","W7654321"]""").Select(g => g.Found));
    }

    [Fact]
    public void More_words_than_are_read_count_as_everything() => Story.Told("Order W2378156")
        .Says(new string('x', 5_000_000)).Looks("""{"order":"x"}""", "\"W7654321\"").Finds("\"W7654321\"", Found.Echo).Finds("\"W2378156\"", Found.Input);

    [Fact]
    public void A_result_that_is_too_long_shows_nothing() =>
        Story.Told("Hello.").Looks("""{"order":"x"}""", $"\"W2378156 {new string(' ', Evidence.LongestResult)}\"").Finds("\"W2378156\"", Found.NotFound);

    [Fact]
    public void A_result_that_is_no_json_is_read_as_words() => Story.Told("Hello.").Looks("""{"order":"x"}""", "Order W2378156, shipped").Finds("\"W2378156\"", Found.Record);

    [Fact]
    public void A_long_text_is_found_as_a_whole_only()
    {
        var text = string.Join(' ', Enumerable.Range(1000, 200));
        Story.Told(text).Finds($"\"{text}\"", Found.Input).Finds($"\"{text} 1\"", Found.NotFound);
        Story.Told(text + " and more").Finds($"\"{text}\"", Found.NotFound);
    }

    [Fact]
    public void A_value_with_what_cannot_be_seen_is_another_value() => Story.Told("Order W2378156").Finds("\"W237\\u200b8156\"", Found.NotFound).Finds("\"\\u202eW2378156\"", Found.NotFound);

    [Fact]
    public void Arguments_that_nest_too_deeply_are_not_looked_into() =>
        Assert.Equal(Found.NotFound, Assert.Single(Grounds.Of(JsonOf.Nested(5_000), JsonOf.Text("{}"), Evidence.None)).Found);
}
