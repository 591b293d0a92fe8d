using System.Text.Json;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Tools;

/// <summary>The sentence a reviewer reads first: an admin's words around the call's values.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("Refund {/amount} on {/order}", "Refund 20 on A1")]
    [InlineData("{/order}", "A1")]
    [InlineData("No holes", "No holes")]
    [InlineData("{/missing} of it", "(none) of it")]
    [InlineData("{/items/0/name} {/items}", """cup [{"name":"cup"}]""")]
    [InlineData("{amount} is no pointer", "{amount} is no pointer")]
    public void Values_stand_where_their_pointers_stood(string template, string expected) =>
        Assert.Equal(expected, Template.Fill(template, Arguments("""{"order":"A1","amount":20,"items":[{"name":"cup"}]}""")));

    [Fact]
    public void A_value_that_looks_like_a_template_stays_a_value() => Assert.Equal("{/amount}", Template.Fill("{/order}", Arguments("""{"order":"{/amount}","amount":1}""")));

    [Fact]
    public void A_long_value_is_cut_visibly()
    {
        var filled = Template.Fill("{/order}", Arguments($$"""{"order":"{{new string('x', 500)}}"}"""));
        Assert.Equal((Template.LongestValue, '…'), (filled.Length, filled[^1]));
    }

    [Fact]
    public void A_cut_leaves_no_half_of_a_character()
    {
        for (var lead = 50; lead < 70; lead++)
        {
            var filled = Template.Fill("{/order}", Arguments($$"""{"order":"{{new string('x', lead)}}😀😀😀😀😀😀"}"""));
            Assert.DoesNotContain('\ufffd', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(filled)));
        }
    }

    [Theory]
    [InlineData("1000000", "$1,000,000.00")]
    [InlineData("-1234.567", "-$1,234.567")]
    [InlineData("999.5", "$999.50")]
    public void Nobody_counts_the_zeros_of_an_amount(string amount, string shown) => Assert.Equal(shown, Template.Fill("{/amount:USD}", Arguments($$"""{"amount":{{amount}}}""")));

    [Fact]
    public void Parts_tell_the_admins_words_from_the_calls_values() => Assert.Equal(
        [("Refund ", null), ("20", "/amount"), (" now", null)],
        Template.Parts("Refund {/amount} now", Arguments("""{"amount":20}""")).Select(p => (p.Text, p.Path)));

    [Fact]
    public void The_pointers_of_a_template_are_known() => Assert.Equal(["/amount", "/order"], Template.Paths("Refund {/amount} on {/order}"));

    [Fact]
    public void Without_a_template_every_argument_is_named()
    {
        Assert.Equal("refund order A1, amount 20", Template.Plain("refund", Arguments("""{"order":"A1","amount":20}""")));
        Assert.Equal("refund", Template.Plain("refund", Arguments("{}")));
    }

    [Fact]
    public void A_model_sees_a_tool_by_its_name_or_where_that_is_not_unique_by_source_and_name()
    {
        var other = Toolbox.Note with { Definition = Toolbox.Note.Definition with { Source = "crm" } };
        Assert.Equal(["crm_note", "look", "desk_note"], ToolNames.For([Toolbox.Note, Toolbox.Look, other]).Select(t => t.Name));
        Assert.Equal(ToolNames.For([Toolbox.Note, Toolbox.Look, other]).Select(t => t.Name), ToolNames.For([other, Toolbox.Look, Toolbox.Note]).Select(t => t.Name));
    }

    [Theory]
    [InlineData("desk.*", "desk.note", true)]
    [InlineData("desk.note", "desk.note", true)]
    [InlineData("desk.note", "desk.notes", false)]
    [InlineData("desk.*", "desktop.note", false)]
    public void A_pattern_names_tools_of_one_source(string pattern, string tool, bool matches) => Assert.Equal(matches, ToolNames.Matches(pattern, tool));

    private static JsonElement Arguments(string json) => JsonElement.Parse(json);

    [Theory]
    [InlineData("Refund {/amount:USD} of {/total:EUR} on {/order}", 120.5)]
    [InlineData("Ship {/weight:kg} for {/total:EUR}", 300.0)]
    [InlineData("Refund {/amount} on {/order}", null)]
    [InlineData("Refund {/order:USD}", null)]
    [InlineData("Refund {/none:USD}", null)]
    public void The_amount_is_the_money_that_the_sentence_names_first(string template, double? amount) =>
        Assert.Equal((decimal?)amount, Template.AmountOf(template, JsonElement.Parse("""{"amount":120.5,"total":300,"order":"#W881","weight":3}""")));

    [Fact]
    public void An_amount_that_no_decimal_holds_is_the_largest_there_is()
    {
        Assert.Equal(decimal.MaxValue, Template.AmountOf("Refund {/amount:USD}", JsonElement.Parse("""{"amount":1e40}""")));
        Assert.Equal(decimal.MinValue, Template.AmountOf("Refund {/amount:USD}", JsonElement.Parse("""{"amount":-1e40}""")));
    }
}
