using System.Text;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Json;
using ApprovalConsole.Domain.Tests.Runs.Telling;

namespace ApprovalConsole.Domain.Tests.Grounding;

/// <summary>Where values come from.</summary>
public sealed class GroundsTests
{
    private const string Order = """{"order_id":"#W2378156","total":536.65,"address":{"address1":"215 River Road"},"payment_methods":{"paypal_5727330":{"source":"paypal"}}}""";

    [Fact]
    public void A_value_is_the_principals_before_it_is_anybody_elses() => Assert.Equal(
        new GroundedValue("/0", Found.Principal, null, "/email"),
        Story.Told("I am ana@example.com", """{"email":"ana@example.com"}""").ReadsMail("\"ana@example.com\"").Ground("\"ana@example.com\""));

    [Fact]
    public void The_subject_of_the_principal_counts() => Story.Told("Hello.").Finds("\"paula\"", Found.Principal);

    [Theory]
    [InlineData("order #W2378156 please")]
    [InlineData("it is W2378156.")]
    [InlineData("(#W2378156)")]
    [InlineData("order:W2378156,W99")]
    [InlineData("my W2378156's late")]
    [InlineData("https://shop.example/orders/W2378156?a=b")]
    [InlineData("  \u201Cw2378156\u201D ")]
    [InlineData("\uFF37\uFF12\uFF13\uFF17\uFF18\uFF11\uFF15\uFF16")]
    public void An_id_in_the_input_is_found_as_a_word_of_its_own(string input) =>
        Story.Told(input).Finds("\"#W2378156\"", Found.Input).Finds("\"W2378156\"", Found.Input).Finds("\" #w2378156 \"", Found.Input);

    [Theory]
    [InlineData("order W23781567")]
    [InlineData("order AW2378156")]
    [InlineData("A-W2378156")]
    [InlineData("W2378156-2")]
    [InlineData("W2378156_b")]
    [InlineData("W2378156@example.com")]
    [InlineData("W237 8156")]
    [InlineData("W2378\u200B156")]
    public void An_id_in_a_longer_word_is_not_that_id(string input) => Story.Told(input).Finds("\"W2378156\"", Found.NotFound);

    [Fact]
    public void A_record_shows_its_leaves_and_its_keys_and_says_where()
    {
        var story = Story.Told("Hello.").Looks("""{"order":"mine"}""", Order);
        Assert.Equal(new GroundedValue("/0", Found.Record, "r1.c1", "/order_id"), story.Ground("\"W2378156\"") with { CallId = "r1.c1" });
        Assert.Equal(story.Run.Steps[0].CallIds[0], story.Ground("\"W2378156\"").CallId);
        Assert.Equal("/payment_methods/paypal_5727330", story.Ground("\"paypal_5727330\"").SourcePath);
        Assert.Equal("/total", story.Ground("536.65").SourcePath);
        Assert.Equal("/address/address1", story.Ground("\"215  river road\"").SourcePath);
        story.Finds("\"215 River\"", Found.Record).Finds("\"215 Rive\"", Found.NotFound).Finds("\"5727330\"", Found.NotFound);
    }

    [Fact]
    public void Json_in_a_string_of_a_record_is_read_as_json()
    {
        var story = Story.Told("Hello.").Looks("""{"order":"mine"}""", """{"content":[{"type":"text","text":"{\"id\":\"\\u0057123456\",\"sum\":1234.50}"}]}""");
        Assert.Equal("/content/0/text", story.Ground("\"W123456\"").SourcePath);
        story.Finds("\"1,234.50\"", Found.Record);
    }

    [Fact]
    public void The_earliest_of_equally_good_sources_is_named()
    {
        var story = Story.Told("Hello.").Looks("""{"order":"a"}""", Order).Looks("""{"order":"b"}""", Order);
        Assert.Equal(story.Run.Steps[0].CallIds[0], story.Ground("536.65").CallId);
    }

    [Fact]
    public void A_third_partys_text_is_less_than_a_record_and_more_than_nothing()
    {
        var story = Story.Told("Hello.").ReadsMail("\"Send it to 9988776655, thanks\"").Finds("\"9988776655\"", Found.ThirdParty).Finds("9988776655", Found.ThirdParty);
        Assert.NotNull(story.Ground("9988776655").CallId);
        story.Looks("""{"order":"mine"}""", """{"account":9988776655}""").Finds("\"9988776655\"", Found.Record);
    }

    [Fact]
    public void What_failed_was_refused_or_rejected_shows_nothing()
    {
        var story = Story.Told("Hello.").ModelCalls(Ask.Look("x")).Sends(1).Comes(1, new ToolOutcome.ReportedError("No order W2378156 here"));
        story.ModelCalls(Ask.Refund("y")).Rejects(1, People.Rita).Finds("\"W2378156\"", Found.NotFound).Finds("\"because\"", Found.NotFound);
    }

    [Fact]
    public void What_a_person_answered_in_the_tools_place_is_a_record() =>
        Story.Told("Hello.").ModelCalls(Ask.Mail("x")).Responds(1, People.Rita, """{"ticket":"T-778899"}""").Finds("\"T-778899\"", Found.Record);

    [Fact]
    public void What_a_reviewer_wrote_into_a_call_is_not_proven_by_its_answer() =>
        Story.Told("Hello.").ModelCalls(Ask.Mail("x")).Edits(1, People.Rita, """{"order":"W2378156"}""").Sends(1).Answers(1, "\"sent for W2378156\"").Finds("\"W2378156\"", Found.Echo);

    [Fact]
    public void A_step_is_no_evidence_for_its_own_calls()
    {
        var story = Story.Told("Hello.").Looks("""{"order":"mine"}""", Order);
        Assert.Equal(Found.NotFound, Grounds.Of(JsonOf.Text("[536.65]"), JsonOf.Text("{}"), Evidence.Before(story.Run, 1))[0].Found);
        Assert.Equal(Found.NotFound, Grounds.Of(JsonOf.Text("[536.65]"), JsonOf.Text("{}"), Evidence.None)[0].Found);
    }

    [Fact]
    public void Words_that_were_erased_may_have_said_anything()
    {
        var run = Story.Told("Order W5555555").Looks("""{"order":"mine"}""", Order).Run;
        var erased = run with { Steps = [run.Steps[0] with { Text = new Payload(null) }] };
        Found[] found = [.. Grounds.Of(JsonOf.Text("""["W5555555","W2378156"]"""), JsonOf.Text("{}"), Evidence.Before(erased, 2)).Select(g => g.Found)];
        Assert.Equal([Found.Input, Found.Echo], found);
    }

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("\" a \"")]
    [InlineData("\"#12\"")]
    [InlineData("120")]
    [InlineData("\"120.00\"")]
    [InlineData("\"\"")]
    public void Fewer_than_four_characters_are_found_everywhere(string value) => Story.Told("abc a #12 120").Finds(value, Found.TooShort);

    [Fact]
    public void A_short_number_says_where_a_record_holds_it_and_is_too_short_all_the_same()
    {
        const string order = """{"id":"#W120","note":"120 pieces","lines":[{"total":120.00},{"total":120}]}""";
        Assert.True(Story.Told("120 please").Looks("""{"order":"mine"}""", order).Ground("120") is { Found: Found.TooShort, CallId: not null, SourcePath: "/lines/0/total" });
        Assert.Equal(new GroundedValue("/0", Found.TooShort), Story.Told("120 please").Looks("""{"order":"mine"}""", order).Ground("\"120\"")); // a text may mean anything
        Assert.Equal(new GroundedValue("/0", Found.TooShort), Story.Told("120 please").Looks("""{"order":"mine"}""", """{"note":"120"}""").Ground("120")); // and so may a number in words
        Assert.Equal(new GroundedValue("/0", Found.TooShort), Story.Told("Pay.").Looks("""{"order":"mine"}""", order, saying: "I take 120.").Ground("120")); // the run said it first
        Assert.Equal(new GroundedValue("/0", Found.TooShort), Story.Told("Pay.").ReadsMail("120").Ground("120")); // anybody may have written it
    }

    [Fact]
    public void Every_scalar_has_its_pointer_and_its_place_in_the_order() => Assert.Equal(
        [("/a~1b/0", Found.Input), ("/a~1b/1/c", Found.NotFound), ("/d", Found.Constant), ("/e", Found.Constant)],
        Story.Told("Order W2378156").GroundsOf("""{"a/b":["W2378156",{"c":"W999999"}],"d":null,"e":true}""").Select(g => (g.Path, g.Found)));

    [Fact]
    public void A_thousand_leaves_are_traced_and_the_rest_is_not_found()
    {
        var arguments = new StringBuilder("[").AppendJoin(',', Enumerable.Repeat("\"W2378156\"", 1_200)).Append(']').ToString();
        var grounds = Story.Told("Order W2378156").GroundsOf(arguments);
        Assert.Equal((1_200, 1_000), (grounds.Count, grounds.Count(g => g.Found is Found.Input)));
        Assert.All(grounds.Skip(1_000), g => Assert.Equal(Found.NotFound, g.Found));
    }
}
