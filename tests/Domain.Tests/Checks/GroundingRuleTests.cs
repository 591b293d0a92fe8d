using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Checks;

/// <summary>Grounding as a policy, and as part of a verdict.</summary>
public sealed class GroundingRuleTests
{
    [Theory]
    [InlineData("principal", false)]
    [InlineData("input", true)]
    [InlineData("record", true)]
    [InlineData("thirdParty", true)]
    public void A_value_from_the_input_is_good_enough_for_what_is_no_better(string least, bool passes) =>
        Assert.Equal(passes, On(least, """{"order":"W2378156"}""").MayGo);

    [Theory]
    [InlineData("""{"order":"W9999999"}""", "notGrounded")]
    [InlineData("""{}""", "absent")]
    [InlineData("""{"order":"W1"}""", "notGrounded")]
    [InlineData("""{"order":null}""", "notGrounded")]
    [InlineData("""{"order":""}""", "notGrounded")]
    [InlineData("""{"order":-2378156}""", "notGrounded")]
    [InlineData("""{"order":true}""", "notGrounded")]
    [InlineData("""{"order":[]}""", "absent")]
    [InlineData("""{"order":{}}""", "absent")]
    [InlineData("""{"order":[[],{"a":[]}]}""", "absent")]
    public void I8_a_value_that_was_seen_nowhere_is_refused(string arguments, string code) =>
        Assert.Equal(code, On("thirdParty", arguments).Validation.Findings.Single().Code);

    [Fact]
    public void Every_value_below_the_pointer_counts() =>
        Assert.Equal(["/order/1/id"], On("record", """{"order":[{"id":"W2378156"},{"id":"W7777777"}]}""").Validation.Findings.Select(f => f.Path));

    [Fact]
    public void Where_a_person_decides_the_verdict_says_where_each_value_was_seen() =>
        Assert.Equal([("/order", Found.Input)], On("record", """{"order":"W2378156"}""").Grounding.Select(g => (g.Path, g.Found)));

    private static Verdict On(string least, string arguments)
    {
        var run = Run.Initial with { Id = "r1", Input = "Please cancel order #W2378156." };
        var tool = Shop.With(JsonSerializer.Serialize(new { requireGrounded = new Dictionary<string, string> { ["/order"] = least } }));
        return Shop.World().On(tool, arguments, Contexts.Of(Shop.Ana) with { Evidence = new(() => Evidence.Before(run, 1)) });
    }
}
