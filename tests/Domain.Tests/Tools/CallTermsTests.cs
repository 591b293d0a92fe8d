using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tests.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Tools;

/// <summary>The terms on which a call may go.</summary>
public sealed class CallTermsTests
{
    [Fact]
    public void I8_a_tool_without_a_policy_is_irreversible() => Assert.Equal(Reversibility.Irreversible, Of(Toolbox.Of("new", new()), """{"order":"A1"}""").Reversibility);

    [Fact]
    public void I8_annotations_do_not_make_a_tool_harmless()
    {
        var tool = Toolbox.Of("new", new());
        var claims = tool with { Definition = tool.Definition with { Annotations = JsonElement.Parse("""{"readOnlyHint":true}""") } };
        Assert.Equal(Reversibility.Irreversible, Of(claims, """{"order":"A1"}""").Reversibility);
    }

    [Theory]
    [InlineData(199, Reversibility.Irreversible, 1)]
    [InlineData(200, Reversibility.Critical, 2)]
    public void A_rule_whose_condition_holds_raises_the_class(int amount, Reversibility expected, int approvals)
    {
        var terms = Of(Toolbox.Refund, $$"""{"order":"A1","amount":{{amount}}}""");
        Assert.Equal((expected, approvals), (terms.Reversibility, terms.ApprovalsNeeded));
    }

    [Fact]
    public void A_rule_never_lowers_the_class() =>
        Assert.Equal(Reversibility.Irreversible, Of(Toolbox.Of("new", new(), Toolbox.Raise("{}", Reversibility.ReadOnly)), """{"order":"A1"}""").Reversibility);

    [Fact]
    public void The_strictest_rule_wins_whatever_the_order() =>
        Assert.Equal(Reversibility.Forbidden, Of(Toolbox.Of("new", new(), Toolbox.Raise("{}", Reversibility.Forbidden), Toolbox.Raise("{}", Reversibility.Critical)), """{"order":"A1"}""").Reversibility);

    [Fact]
    public void The_terms_say_why()
    {
        Assert.Equal("rule 1 of refund makes it Critical (policy v1)", Of(Toolbox.Refund, """{"order":"A1","amount":200}""").Rule);
        Assert.Equal("refund is Irreversible (policy v1)", Of(Toolbox.Refund, """{"order":"A1"}""").Rule);
        Assert.Equal("new has no policy, so it is Irreversible", Of(Toolbox.Of("new", new()) with { PolicyVersion = 0 }, "{}").Rule);
    }

    [Fact]
    public void A_policy_may_ask_for_more_people_but_not_for_fewer_than_the_class()
    {
        Assert.Equal(3, Of(Toolbox.Wire.WithPolicy(p => p with { Approvals = 3 }), "{}").ApprovalsNeeded);
        Assert.Equal(2, Of(Toolbox.Wire.WithPolicy(p => p with { Approvals = 1 }), "{}").ApprovalsNeeded);
    }

    [Fact]
    public void I1_terms_bind_tool_definition_policy_and_class()
    {
        var terms = Of(Toolbox.Refund, """{"order":"A1"}""");
        Assert.True(terms.Binds(terms with { Title = "Other words" }));
        Assert.All(
            [terms with { Tool = "x" }, terms with { DefinitionHash = "x" }, terms with { PolicyVersion = 9 }, terms with { Reversibility = Reversibility.Critical }],
            now => Assert.False(terms.Binds(now)));
    }

    [Fact]
    public void A_definition_hash_covers_all_that_a_source_says()
    {
        var definition = Toolbox.Note.Definition;
        Assert.Equal(5, new[]
        {
            definition.Hash, New(name: "other").Hash, New(description: "Other.").Hash, New(schema: """{"type":"object"}""").Hash, New(annotations: "{}").Hash,
        }.Distinct().Count());

        ToolDefinition New(string? name = null, string? description = null, string? schema = null, string? annotations = null) => new(
            definition.Source, name ?? definition.Name, description ?? definition.Description, schema is null ? definition.Schema : JsonElement.Parse(schema), null,
            annotations is null ? null : JsonElement.Parse(annotations));
    }

    [Fact]
    public void Two_calls_are_the_same_deed_when_tool_and_key_values_are_equal()
    {
        Assert.Equal(Deed(Toolbox.Refund, """{"order":"A1","amount":1}"""), Deed(Toolbox.Refund, """{"amount":2,"order":"A1"}"""));
        Assert.NotEqual(Deed(Toolbox.Refund, """{"order":"A1"}"""), Deed(Toolbox.Refund, """{"order":"A2"}"""));
        Assert.NotEqual(Deed(Toolbox.Refund, """{"order":"A1"}"""), Deed(Toolbox.Mail, """{"order":"A1"}"""));
    }

    [Theory]
    [InlineData(" A1")]
    [InlineData("A1\u200b")]
    [InlineData("\u2060A1\n")]
    [InlineData("\uff211")]
    public void A_target_is_no_other_one_for_how_it_is_spaced_or_spelled(string order) =>
        Assert.Equal(Deed(Toolbox.Refund, """{"order":"A1"}"""), Deed(Toolbox.Refund, JsonSerializer.Serialize(new { order })));

    [Theory]
    [InlineData("a1")]
    [InlineData("A 1")]
    [InlineData("\u04101")] // the Cyrillic letter
    public void But_what_may_name_another_one_is_another_deed(string order) =>
        Assert.NotEqual(Deed(Toolbox.Refund, """{"order":"A1"}"""), Deed(Toolbox.Refund, JsonSerializer.Serialize(new { order })));

    [Fact]
    public void Without_a_key_all_arguments_name_the_deed()
    {
        Assert.Equal(Deed(Toolbox.Note, """{"order":"A1","amount":1}"""), Deed(Toolbox.Note, """{"amount":1.0,"order":"A1"}"""));
        Assert.NotEqual(Deed(Toolbox.Note, """{"order":"A1","amount":1}"""), Deed(Toolbox.Note, """{"order":"A1","amount":2}"""));
    }

    [Fact]
    public void A_missing_key_value_is_a_value_of_its_own() => Assert.NotEqual(Deed(Toolbox.Refund, "{}"), Deed(Toolbox.Refund, """{"order":""}"""));

    [Theory]
    [InlineData(StrictJson.MaxDepth - 1)]
    [InlineData(StrictJson.MaxDepth)]
    [InlineData(StrictJson.MaxDepth + 1)]
    [InlineData(200)]
    public void I8_arguments_nested_to_any_depth_are_judged_and_proposed_or_refused(int levels)
    {
        var deep = JsonElement.Parse("""{"type":"object","properties":{"a":true}}""");
        var tool = Toolbox.Refund with
        {
            Definition = Toolbox.Refund.Definition with { Schema = deep }, Schema = SchemaOf.Text(deep.GetRawText()), Rules = [],
        };
        var story = Story.ARun().ToolChanges("refund", _ => tool.WithPolicy(p => p with { EffectKey = [] }))
            .ModelCalls(new Ask("refund", $$"""{"a":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}"""));
        if (story.Call(1).Status is CallStatus.Waiting) story.Approves(1, People.Rita).Sends(1).Answers(1);
        Assert.True(story.Call(1).IsSettled);
    }

    private static CallTerms Of(Tool tool, string arguments) => CallTermsOf.Call(tool, JsonElement.Parse(arguments));

    private static string Deed(Tool tool, string arguments) => EffectHash.Of(tool, JsonElement.Parse(arguments));
}
