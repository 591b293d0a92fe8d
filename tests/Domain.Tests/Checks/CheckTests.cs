using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Checks;

/// <summary>The semantic layer: what plausible values are, and that everything else fails.</summary>
public sealed class CheckTests
{
    private const string OrderOf = """ "Tool": "shop.get_order", "Arguments": { "order_id": "{/order}" } """;

    public static readonly TheoryData<string, string, string> Good = new()
    {
        { "Exists", $$$"""{"Argument":"/order","Exists":{ {{{OrderOf}}} }}""", """{"order":"A1"}""" },
        { "Compare", $$$"""{"Argument":"/v","Compare":{"Operator":"<=", {{{OrderOf}}}, "Path":"/total"}}""", """{"order":"A1","v":120.50}""" },
        { "Range", """{"Argument":"/v","Range":{"Min":0,"Max":500}}""", """{"v":0}""" },
        { "Window", """{"Argument":"/v","Window":{"From":"-P30D","To":"P0D"}}""", """{"v":"2026-03-02"}""" },
        { "OneOf", $$$"""{"Argument":"/v","OneOf":{ {{{OrderOf}}}, "Path":"/items/*/item_id"}}""", """{"order":"A1","v":"i2"}""" },
        { "State", $$$"""{"State":{ {{{OrderOf}}}, "Path":"/status","In":["pending"]}}""", """{"order":"A1"}""" },
    };

    [Theory, MemberData(nameof(Good))]
    public void A_plausible_value_passes(string kind, string check, string arguments)
    {
        var verdict = Shop.On(Shop.WithCheck(check), arguments);
        Assert.True(verdict.MayGo, $"{kind}: {string.Join("; ", verdict.Validation.Findings)}");
        Assert.Equal(LayerVerdict.Passed, verdict.Validation.Semantic.Verdict);
    }

    /// <summary>Every kind of check × {absent, null, empty text, [], {}, negative, wrong type, something that is not there}.</summary>
    public static TheoryData<string, string, string> Bad()
    {
        var data = new TheoryData<string, string, string>();
        string[] bad = ["null", "\"\"", "\"  \"", "[]", "{}", "-1", "true", "[\"A1\"]", "{\"a\":1}", "\"nowhere\"", "9999", "\"1\""];
        (string Kind, string Check, string Argument, string More)[] checks =
        [
            ("Exists", $$$"""{"Argument":"/order","Exists":{ {{{OrderOf}}} }}""", "order", ""),
            ("Compare", $$$"""{"Argument":"/v","Compare":{"Operator":">", {{{OrderOf}}}, "Path":"/total"}}""", "v", ""","order":"A1" """),
            ("CompareWith", $$$"""{"Argument":"/v","Compare":{"Operator":"<", {{{OrderOf}}}, "Path":"/total"}}""", "order", ""","v":1"""),
            ("Range", """{"Argument":"/v","Range":{"Min":0,"Max":500}}""", "v", ""),
            ("Window", """{"Argument":"/v","Window":{"From":"-P30D","To":"P0D"}}""", "v", ""),
            ("OneOf", $$$"""{"Argument":"/v","OneOf":{ {{{OrderOf}}}, "Path":"/items/*/item_id"}}""", "v", ""","order":"A1" """),
            ("OneOfIn", $$$"""{"Argument":"/v","OneOf":{ {{{OrderOf}}}, "Path":"/items/*/item_id"}}""", "order", ""","v":"i1" """),
            ("State", $$$"""{"State":{ {{{OrderOf}}}, "Path":"/status","In":["pending"]}}""", "order", ""),
        ];
        foreach (var (kind, check, argument, more) in checks)
        {
            data.Add(kind, check, more.Length == 0 ? "{}" : $"{{{more.TrimStart(',')}}}");
            foreach (var value in bad.Where(value => !(kind is "Compare" && value is "9999"))) data.Add(kind, check, $$$"""{"{{{argument}}}":{{{value}}}{{{more}}}}""");
        }

        return data;
    }

    [Theory, MemberData(nameof(Bad))]
    public void I8_every_kind_of_check_fails_closed(string kind, string check, string arguments)
    {
        var verdict = Shop.On(Shop.WithCheck(check), arguments);
        Assert.False(verdict.MayGo, $"{kind} let {arguments} by");
        Assert.All(verdict.Validation.Findings, f => Assert.Equal(Layer.Semantic, f.Layer));
        Assert.Equal(LayerVerdict.Passed, verdict.Validation.Schema.Verdict);
    }

    [Theory]
    [InlineData("""{"Argument":"/v","Optional":true,"Range":{"Min":0}}""", "{}")]
    [InlineData("""{"Argument":"/v","Optional":true,"Range":{"Min":0}}""", """{"v":null}""")]
    [InlineData("""{"Optional":true,"State":{"Tool":"shop.get_order","Arguments":{"order_id":"{/order}"},"Path":"/status","In":["pending"]}}""", "{}")]
    public void An_optional_check_leaves_what_is_absent_alone(string check, string arguments) => Assert.True(Shop.On(Shop.WithCheck(check), arguments).MayGo);

    [Theory]
    [InlineData("-1")]
    [InlineData("\"5\"")]
    [InlineData("false")]
    public void An_optional_check_still_looks_at_what_is_there(string value) =>
        Assert.False(Shop.On(Shop.WithCheck("""{"Argument":"/v","Optional":true,"Range":{"Min":0}}"""), $$$"""{"v":{{{value}}}}""").MayGo);

    [Theory]
    [InlineData("""{"lines":[{"o":"A1"},{"o":"A1"}]}""", true)]
    [InlineData("""{"lines":[{"o":"A1"},{"o":"A2"}]}""", false)]
    [InlineData("""{"lines":[{"o":"A1"},{}]}""", false)]
    [InlineData("""{"lines":[]}""", false)]
    public void A_wildcard_holds_for_each_element_by_itself(string arguments, bool passes)
    {
        var tool = Shop.WithCheck("""{"Argument":"/lines/*","State":{"Tool":"shop.get_order","Arguments":{"order_id":"{/lines/*/o}"},"Path":"/status","In":["pending"]}}""");
        Assert.Equal(passes, Shop.On(tool, arguments).MayGo);
    }

    [Theory]
    [InlineData("""{"order":"A1","lines":["i7","i8"]}""", true)]
    [InlineData("""{"order":"A2","lines":["i8"]}""", false)] // a variant, but of no product of that order
    [InlineData("""{"order":"A1","lines":["i7","i9"]}""", false)]
    public void An_argument_of_a_look_up_may_be_a_look_up_and_its_values_are_taken_together(string arguments, bool passes)
    {
        var tool = Shop.WithCheck($$$"""
            {"Argument":"/lines/*","OneOf":{"Tool":"shop.get_product","Path":"/variants/*/item_id",
             "Arguments":{"product_id":{ {{{OrderOf}}}, "Path":"/items/*/product_id"} } } }
            """);
        Assert.Equal(passes, Shop.On(tool, arguments).MayGo);
    }

    [Fact]
    public void A_third_look_up_inside_another_fails_closed()
    {
        var tool = Shop.WithCheck($$$"""
            {"Exists":{"Tool":"shop.get_product","Arguments":{"product_id":{"Tool":"shop.get_product","Path":"/x","Arguments":{"product_id":{ {{{OrderOf}}}, "Path":"/items/*/product_id"} } } } } }
            """);
        Assert.Equal(LayerVerdict.CouldNotCheck, Shop.On(tool, """{"order":"A1"}""").Validation.Semantic.Verdict);
    }

    [Fact]
    public void I8_a_look_up_that_does_not_answer_fails_the_call_as_not_checked()
    {
        var verdict = Shop.On(Shop.WithCheck($$$"""{"Exists":{ {{{OrderOf}}} }}"""), """{"order":"A1"}""", Shop.World().IsSilent("shop.get_order"));
        Assert.Equal((false, LayerVerdict.CouldNotCheck, "couldNotCheck"), (verdict.MayGo, verdict.Validation.Semantic.Verdict, verdict.Validation.Findings.Single().Code));
    }

    [Fact]
    public void A_bare_word_is_no_answer_where_the_whole_is_asked_for() =>
        Assert.Equal("notFound", Shop.On(Shop.WithCheck("""{"Exists":{"Tool":"shop.words"}}"""), "{}").Validation.Findings.Single().Code);

    [Theory]
    [InlineData("/status", "pending", true)]
    [InlineData("/nothing", "pending", false)]
    [InlineData("/note", "pending", false)]
    [InlineData("/tags/*", "pending", false)]
    public void What_the_record_does_not_say_allows_nothing(string path, string state, bool passes) => Assert.Equal(passes, Shop.On(
        Shop.WithCheck($$$"""{"State":{ {{{OrderOf}}}, "Path":"{{{path}}}","In":["{{{state}}}"]}}"""), """{"order":"A1"}""").MayGo);

    [Theory]
    [InlineData("<", "2026-02-19", true)]
    [InlineData(">=", "2026-02-20", true)]
    [InlineData(">", "2026-02-20T00:00:01Z", true)]
    [InlineData(">", "2026-02-20T00:00:01", false)] // without an offset nobody knows when that is
    [InlineData("==", "2026-02-20", true)]
    [InlineData("!=", "2026-02-20", false)]
    public void Dates_compare_as_times(string @operator, string value, bool passes) => Assert.Equal(passes, Shop.On(
        Shop.WithCheck($$$"""{"Argument":"/v","Compare":{"Operator":"{{{@operator}}}", {{{OrderOf}}}, "Path":"/placed"}}"""), $$$"""{"order":"A1","v":"{{{value}}}"}""").MayGo);

    [Theory]
    [InlineData("2026-01-31", true)] // its day ends after noon thirty days ago
    [InlineData("2026-01-30", false)]
    [InlineData("2026-03-02T12:00:00Z", true)]
    [InlineData("2026-03-02T12:00:01Z", false)]
    [InlineData("2026-03-02T14:00:00+02:00", true)]
    [InlineData("2026-03-03", false)]
    [InlineData("2026-03-02T11:00:00", false)]
    [InlineData("yesterday", false)]
    public void A_window_is_relative_to_now(string value, bool passes) =>
        Assert.Equal(passes, Shop.On(Shop.WithCheck("""{"Argument":"/v","Window":{"From":"-P30D","To":"P0D"}}"""), $$$"""{"v":"{{{value}}}"}""").MayGo);

    [Fact]
    public void What_was_looked_up_is_kept_and_each_question_is_asked_once()
    {
        var world = Shop.World();
        var tool = Shop.With($$$"""
            {"Facts":[{"Name":"total", {{{OrderOf}}}, "Path":"/total"}],
             "Checks":[{"State":{ {{{OrderOf}}}, "Path":"/status","In":["pending"]}},{"Argument":"/v","Compare":{"Operator":"<=", {{{OrderOf}}}, "Path":"/total"}}]}
            """);
        var verdict = Shop.On(tool, """{"order":"A1","v":5}""", world);
        Assert.Equal([("total", "/total", "120.5"), (null, "/status", "\"pending\"")], verdict.Facts.Select(f => (f.Name, f.Path, f.Value.ToString())));
        Assert.Single(world.Asked);
    }

    [Fact]
    public void I8_a_fact_that_reviewers_must_see_and_that_is_not_there_fails_the_call() => Assert.Equal(
        "factMissing", Shop.On(Shop.With($$$"""{"Facts":[{"Name":"x", {{{OrderOf}}}, "Path":"/nothing"}]}"""), """{"order":"A1"}""").Validation.Findings.Single().Code);

    [Fact]
    public void A_look_up_with_too_many_combinations_is_not_made()
    {
        var many = string.Join(",", Enumerable.Range(0, 60).Select(i => $"\"A{i}\""));
        var world = Shop.World();
        var verdict = Shop.On(Shop.WithCheck("""{"Exists":{"Tool":"shop.get_order","Arguments":{"order_id":"{/lines/*}"}}}"""), $$$"""{"lines":[{{{many}}}]}""", world);
        Assert.Equal(LayerVerdict.CouldNotCheck, verdict.Validation.Semantic.Verdict);
        Assert.Empty(world.Asked);
    }
}
