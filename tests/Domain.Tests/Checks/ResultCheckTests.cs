using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tests.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Checks;

/// <summary>What a tool answered is looked at before anybody sees it.</summary>
public sealed class ResultCheckTests
{
    private static readonly Principal Kim = new("kim", [], """{"user_id":"u1"}""");

    [Theory]
    [InlineData("/user_id", """{"user_id":"u1","secret":1}""")]
    [InlineData("/items/*/user_id", """{"items":[{"user_id":"u1"},{"user_id":"u1"}]}""")]
    [InlineData("", "\"u1\"")]
    public void A_result_that_is_the_principals_own_passes(string path, string result) => Assert.Equal(new ToolOutcome.Succeeded(result), Owned(path, result));

    [Theory]
    [InlineData("/user_id", """{"user_id":"u2","secret":1}""")]
    [InlineData("/user_id", """{"user_id":null,"secret":1}""")]
    [InlineData("/user_id", """{"user_id":["u1"],"secret":1}""")]
    [InlineData("/user_id", """{"secret":1}""")]
    [InlineData("/user_id", """{"user_id":"u1","user_id":"u2","secret":1}""")]
    [InlineData("/user_id", "secret")]
    [InlineData("/items/*/user_id", """{"items":[{"user_id":"u1"},{"user_id":"u2","secret":1}]}""")]
    [InlineData("/items/*/user_id", """{"items":[],"secret":1}""")]
    [InlineData("no pointer", """{"user_id":"u1","secret":1}""")]
    [InlineData("/user_id", """{"cut":"The result has 9 bytes","head":"secret u1"}""")]
    public void A_result_that_is_not_shown_to_be_the_principals_is_withheld(string path, string result) => Withheld(Owned(path, result));

    [Fact]
    public void A_user_of_whom_nothing_is_known_owns_nothing() =>
        Withheld(ResultCheck.Of(new ToolOutcome.Succeeded("""{"user_id":null}"""), OwnedTool("/user_id"), Arguments, Kim with { Attributes = "{}" }));

    [Fact]
    public void Every_rule_must_hold()
    {
        var tool = Toolbox.Look.WithPolicy(p => p with { Authorization = [Rule("/user_id"), Rule("/payer_id")] });
        Withheld(ResultCheck.Of(new ToolOutcome.Succeeded("""{"user_id":"u1","payer_id":"u2"}"""), tool, Arguments, Kim));
    }

    [Theory]
    [InlineData("""{"total":"20"}""", "/total")]
    [InlineData("""{"total":20,"more":1}""", "/more")]
    [InlineData("[]", "the whole")]
    public void A_result_that_is_not_what_the_tool_declares_says_where_and_not_what(string result, string place)
    {
        var unusable = Assert.IsType<ToolOutcome.Unusable>(Shaped(result));
        Assert.Equal(ResultCheck.Malformed, unusable.Code);
        Assert.Contains(place, unusable.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("20", unusable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_of_the_declared_shape_passes() => Assert.IsType<ToolOutcome.Succeeded>(Shaped("""{"total":20}"""));

    [Fact]
    public void Of_a_result_that_was_cut_no_shape_is_asked() => Assert.IsType<ToolOutcome.Succeeded>(Shaped("""{"cut":"…","head":"…"}""", isPart: true));

    [Fact]
    public void Where_nothing_is_declared_and_no_rule_asks_any_answer_passes() =>
        Assert.IsType<ToolOutcome.Succeeded>(ResultCheck.Of(new ToolOutcome.Succeeded("{ not JSON"), Toolbox.Look, Arguments, Kim));

    [Fact]
    public void What_is_no_result_is_none_of_its_business()
    {
        var error = new ToolOutcome.ReportedError("No such order.");
        Assert.Same(error, ResultCheck.Of(error, OwnedTool("/user_id"), Arguments, Kim));
    }

    private static readonly JsonElement Arguments = JsonElement.Parse("""{"order":"A1"}""");

    private static ToolOutcome Owned(string path, string result) => ResultCheck.Of(new ToolOutcome.Succeeded(result), OwnedTool(path), Arguments, Kim);

    private static Tool OwnedTool(string path) => Toolbox.Look.WithPolicy(p => p with { Authorization = [Rule(path)] });

    private static AuthorizationRule Rule(string path) => new() { ResultOwns = new() { Path = path, MustEqual = JsonElement.Parse("\"{principal.attributes.user_id}\"") } };

    private static ToolOutcome Shaped(string result, bool isPart = false) => ResultCheck.Of(new ToolOutcome.Succeeded(result), Toolbox.Look with
    {
        ResultSchema = SchemaOf.Text("""{"type":"object","properties":{"total":{"type":"number"}},"additionalProperties":false}""", SchemaRules.Specification),
    }, Arguments, Kim, isPart);

    private static void Withheld(ToolOutcome outcome)
    {
        var unusable = Assert.IsType<ToolOutcome.Unusable>(outcome);
        Assert.Equal(ResultCheck.Withheld, unusable.Code);
        Assert.DoesNotContain("secret", unusable.Message, StringComparison.Ordinal);
    }
}
