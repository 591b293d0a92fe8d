using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>Ways to make a value look as if it had been looked up. None may work.</summary>
public sealed class LaunderingTests
{
    private static readonly Found[] Evident = [Found.Principal, Found.Input, Found.Record];

    /// <summary>How the run says the value before a tool shows it. The answer always shows it plainly.</summary>
    private static readonly (string How, Func<string, string> Say)[] Sayings =
    [
        ("plainly", v => v),
        ("in capitals", v => v.ToUpperInvariant()),
        ("in lower case", v => v.ToLowerInvariant()),
        ("with spaces around", v => $"  {v}\t"),
        ("with more spaces inside", v => v.Replace(" ", "   ", StringComparison.Ordinal)),
        ("in two lines", v => $"{v[..3]}\n{v[3..]}"),
        ("with dashes", v => $"{v[..3]}-{v[3..]}"),
        ("letter by letter", v => string.Join(' ', v.AsEnumerable())),
        ("in a sentence", v => $"please find {v}, it is urgent"),
        ("in a longer word", v => $"x_{v}_refund"),
        ("in wide letters", v => string.Concat(v.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c))),
        ("with what cannot be seen", v => string.Join('\u200B', v.AsEnumerable())),
        ("with accents", v => string.Join('\u0301', v.AsEnumerable())),
        ("percent-encoded", v => string.Concat(Encoding.UTF8.GetBytes(v).Select(b => $"%{b:X2}"))),
        ("percent-encoded twice", v => string.Concat(Encoding.UTF8.GetBytes(v).Select(b => $"%25{b:X2}"))),
        ("as an entity", v => string.Concat(v.Select(c => $"&#{(int)c};"))),
        ("as HTML", v => $"<b>{WebUtility.HtmlEncode(v)}</b>"),
        ("with escapes", v => string.Concat(v.Select(c => $"\\u{(int)c:x4}"))),
        ("in base64", v => Convert.ToBase64String(Encoding.UTF8.GetBytes(v))),
        ("in base64 for addresses", v => Convert.ToBase64String(Encoding.UTF8.GetBytes($"id={v}")).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
        ("in hexadecimal", v => Convert.ToHexString(Encoding.UTF8.GetBytes(v))),
        ("as JSON in a string", v => JsonSerializer.Serialize(new Dictionary<string, object> { ["q"] = new[] { v } })),
        ("in a query", v => $"SELECT * FROM orders WHERE id='{v}'"),
        ("as a path", v => $"/orders/{Uri.EscapeDataString(v)}/items"),
    ];

    private static readonly string[] Values = ["#W2378156", "credit_card_9513926", "1656367028", "noah.brown7922@example.com", "215 River Road", "DE89370400440532013000", "Zoë Ångström", "W-12"];

    public static TheoryData<string, string> Said => new(Sayings.SelectMany(s => Values, (s, v) => (s.How, v)));

    [Theory]
    [MemberData(nameof(Said))]
    public void What_the_run_said_and_a_search_repeats_is_an_echo(string how, string value)
    {
        var said = Sayings.Single(s => s.How == how).Say(value);
        var arguments = JsonSerializer.Serialize(new { order = said });
        var result = JsonSerializer.Serialize(new { found = new[] { value }, by = new Dictionary<string, int> { [value] = 1 } });
        Story.Told("Hello.").Looks(arguments, result).Looks("""{"order":"again"}""", result).Finds(JsonSerializer.Serialize(value), Found.Echo);
        Story.Told("Hello.").Says($"Let me see {said}").Looks("""{"order":"mine"}""", result).Finds(JsonSerializer.Serialize(value), Found.Echo);
    }

    [Theory]
    [InlineData("1250.5", "$1,250.50")]
    [InlineData("\"$1,250.50\"", "1250.5")]
    [InlineData("\"2024-05-03\"", "May 3, 2024")]
    [InlineData("\"2024-05-03\"", "03/05/2024")]
    [InlineData("\"2024-05-03\"", "5.3.24")]
    [InlineData("\"2024-05-03\"", "20240503")]
    [InlineData("\"3 May 2024\"", "2024-05-03")]
    [InlineData("\"2024-05-03T10:00:00Z\"", "2024-05-03T12:00:00+02:00")]
    [InlineData("\"01234\"", "1234")]
    [InlineData("1234567", "1,234,567")]
    public void Another_spelling_of_a_number_or_a_day_is_an_echo_too(string value, string said)
    {
        var result = $$"""{"x":{{value}}}""";
        Story.Told("Hello.").Looks(JsonSerializer.Serialize(new { order = said }), result).Finds(value, Found.Echo);
        Story.Told("Hello.").Says($"I think {said} is right").Looks("""{"order":"mine"}""", result).Finds(value, Found.Echo);
    }

    [Theory]
    [InlineData("""{"order":"x","W2378156":1}""")]
    [InlineData("""{"order":"W237","text":"8156"}""")]
    [InlineData("""{"order":["W","2378156"]}""")]
    [InlineData("""{"order":{"deep":[{"er":"W2378156"}]}}""")]
    [InlineData("""{"order":"\u0057\u0032378156"}""")]
    [InlineData("""{"order":"W2378156","order":"twice"}""")]
    [InlineData("""not JSON, but W2378156""")]
    public void Keys_pieces_and_refused_calls_are_the_runs_words_too(string arguments)
    {
        var story = Story.Told("Hello.").ModelCalls(new Ask("look", arguments), Ask.Look("mine"));
        if (story.Call(1).Status is CallStatus.Ready) story.Sends(1).ReportsError(1);
        story.Sends(2).Answers(2, "\"W2378156\"").Looks("""{"order":"y"}""", "\"W2378156\"").Finds("\"W2378156\"", Found.Echo);
    }

    [Fact]
    public void An_amount_said_as_a_number_comes_back_as_an_echo() =>
        Story.Told("Hello.").Looks("""{"order":"x","amount":1.2505e3}""", """{"limit":"1,250.50"}""").Finds("1250.5", Found.Echo);

    [Fact]
    public void Quoted_in_a_mail_and_then_looked_up_it_stays_a_third_partys() =>
        Story.Told("Hello.").ReadsMail("\"refund to W2378156 please\"").Looks("""{"order":"W2378156"}""", """{"id":"W2378156"}""").Finds("\"W2378156\"", Found.ThirdParty);

    [Fact]
    public void What_a_run_told_its_child_is_no_persons_word() => Story.Told("Refund W2378156 for paula", """{"email":"ana@example.com"}""", parent: "r0")
        .Finds("\"W2378156\"", Found.Echo).Looks("""{"order":"all"}""", """["W2378156","W7654321"]""")
        .Finds("\"W2378156\"", Found.Echo).Finds("\"W7654321\"", Found.Record).Finds("\"paula\"", Found.Principal).Finds("\"ana@example.com\"", Found.Principal);

    [Fact]
    public void A_person_who_answers_in_the_tools_place_may_repeat_the_runs_word_too() =>
        Story.Told("Hello.").ModelCalls(Ask.Mail("W2378156")).Responds(1, People.Rita, """{"for":"W2378156"}""").Finds("\"W2378156\"", Found.Echo);

    [Fact]
    public void What_was_seen_first_keeps_its_worth_however_often_the_run_says_it() =>
        Story.Told("Hello.").Looks("""{"order":"mine"}""", """{"id":"W2378156"}""").Says("It is W2378156").Looks("""{"order":"W2378156"}""", """{"id":"W2378156"}""").Finds("\"W2378156\"", Found.Record);

    [Fact]
    public void Of_two_hundred_laundered_values_none_is_evident_and_of_as_many_true_ones_all_are()
    {
        var dice = new Random(17);
        var (laundered, honest) = (new List<(string Way, Found Found)>(), new List<(string Way, Found Found)>());
        for (var n = 0; n < 200; n++)
        {
            var value = Invent(dice, n);
            var text = JsonSerializer.Serialize(value);
            var record = JsonSerializer.Serialize(new { noise = Invent(dice, n + 1), id = value });
            var (how, say) = Sayings[dice.Next(Sayings.Length)];
            var arguments = JsonSerializer.Serialize(new { order = say(value) });
            var story = Story.Told("Hello.").Looks("""{"order":"first"}""", "\"nothing of interest\"");
            (string Way, Story Story) fake = (n % 6) switch
            {
                0 => ($"echoed, {how}", story.Looks(arguments, record)),
                1 => ($"mailed, looked up {how}", story.ReadsMail(JsonSerializer.Serialize($"about {value}.")).Looks(arguments, record)),
                2 => ($"guessed, looked up twice, {how}", story.Looks(arguments, "null").Looks("""{"order":"all"}""", record)),
                3 => ($"said first, {how}", story.Says(say(value)).Looks("""{"order":"all"}""", record)),
                4 => ($"searched in a mailbox, {how}", story.ReadsMail(record, arguments).Looks("""{"order":"all"}""", record)),
                _ => ("invented", story.Looks("""{"order":"all"}""", JsonSerializer.Serialize(value + "7"))),
            };
            laundered.Add((fake.Way, fake.Story.Ground(text).Found));
            honest.Add((n % 3) switch
            {
                0 => ("principal", Story.Told("Hello.", $$"""{"is":{{text}}}""").Looks(arguments, record).Ground(text).Found),
                1 => ("input", Story.Told($"It is about {value}, thanks.").Looks(arguments, record).Ground(text).Found),
                _ => ("record", Story.Told("Hello.").Looks("""{"order":"all"}""", record).Looks(arguments, record).Ground(text).Found),
            });
        }

        Assert.DoesNotContain(laundered, l => Evident.Contains(l.Found));
        Assert.All(honest, h => Assert.Equal(h.Way, h.Found.ToString().ToLowerInvariant()));
    }

    private static string Invent(Random dice, int n) => (n % 5) switch
    {
        0 => $"#W{dice.Next(1_000_000, 9_999_999)}",
        1 => dice.NextInt64(1_000_000_000, 9_999_999_999).ToString(CultureInfo.InvariantCulture),
        2 => $"gift_card_{dice.Next(1_000_000, 9_999_999)}",
        3 => $"ana.ruiz{dice.Next(1_000, 9_999)}@example.com",
        _ => $"{dice.Next(100, 999)} Willow Lane {dice.Next(1_000, 9_999)}",
    };
}
